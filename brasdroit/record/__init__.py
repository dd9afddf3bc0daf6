"""The shared record: patients, encounters, documents, tasks, consents."""
