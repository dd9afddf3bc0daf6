"""The two databases, as a backup reads them and a restoration fills them."""
