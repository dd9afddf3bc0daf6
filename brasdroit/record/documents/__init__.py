"""Documents kept in the record: checked by their content, encrypted, never lost."""
