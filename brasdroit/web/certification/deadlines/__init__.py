"""« Échéances CQP » for the employer, « Ma certification » for the assistant."""
