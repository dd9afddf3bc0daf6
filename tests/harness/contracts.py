"""import-linter's layers, for capabilities: what Django writes beside them is not one."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import ContractCheck
from importlinter.contracts.layers import LayersContract


class CapabilityLayers(LayersContract):
    """The layers contract on a graph without migrations: `brasdroit.practice.*` then means capabilities only."""

    type_name = "capability_layers"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Forget the modules below a `migrations` package, then check."""
        for module in [name for name in graph.modules if ".migrations." in name]:
            graph.remove_module(module)
        return super().check(graph, verbose)
