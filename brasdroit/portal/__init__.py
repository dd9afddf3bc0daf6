"""The patient's few pages."""
