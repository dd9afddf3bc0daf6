"""The measurement of the whole list: people drawn (`population`), judged by several processes (`running`)."""
