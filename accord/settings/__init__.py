"""Settings, each module short and read from the environment: base, dev, test, production."""
