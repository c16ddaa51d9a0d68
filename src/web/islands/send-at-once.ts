/** Sends the form that is marked for it: `<form data-send-at-once>`. Where scripts are off, its button does. */
document.querySelector<HTMLFormElement>('form[data-send-at-once]')?.requestSubmit()
