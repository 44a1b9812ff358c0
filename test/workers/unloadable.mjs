throw new Error('its library is missing');
