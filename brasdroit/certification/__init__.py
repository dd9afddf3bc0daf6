"""The CQP wing: framework, enrolment, assessments, jury."""
