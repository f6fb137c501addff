// Asks the browser to make or to show a passkey, and sends what it says with the form.
const form = document.querySelector('form[data-passkey]');
form.addEventListener('submit', async event => {
  event.preventDefault();
  const fault = form.querySelector('[role=alert]');
  try {
    const asked = JSON.parse(form.dataset.options);
    const made = form.dataset.passkey === 'make'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
    form.elements.credential.value = JSON.stringify(made);
    form.submit();
  } catch {
    fault.textContent = fault.dataset.words;
    fault.hidden = false;
  }
});
