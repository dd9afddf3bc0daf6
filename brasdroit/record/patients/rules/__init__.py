"""Rules of patient identity (RNIV). Pure: plain values in, answers out; the day is an argument."""
