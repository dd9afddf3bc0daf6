"""Activity 1: the patient's care pathway (information, immunisation, screening, prevention)."""
