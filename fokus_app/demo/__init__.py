"""An invented programme for trying the app: people, centres, and a year of work, acted out by the app's own rules."""
