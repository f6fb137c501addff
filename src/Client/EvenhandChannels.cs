using System.Text.Json.Serialization.Metadata;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>
/// Where notices go: recipients of mail, and endpoints to which messages are posted, with their secrets. What makes something is tried
/// once, as a repeat would make another; the rest is retried while the server cannot be reached.
/// </summary>
public sealed class EvenhandChannels
{
    private readonly Requests client;

    internal EvenhandChannels(Requests client) => this.client = client;

    /// <summary>Whom an account has told by mail.</summary>
    public Task<Page<RecipientView>> RecipientsAsync(
        string account,
        CancellationToken cancel = default
    ) => client.GetAsync(OfMail(account), WireJson.Wire.PageRecipientView, cancel);

    /// <summary>Has one more told by mail.</summary>
    public Task<RecipientView> AddRecipientAsync(
        string account,
        RecipientQuestion question,
        CancellationToken cancel = default
    ) =>
        client.OnceAsync(
            OfMail(account),
            question,
            WireJson.Wire.RecipientQuestion,
            WireJson.Wire.RecipientView,
            cancel
        );

    /// <summary>Sets a recipient anew; what is null stays as it is.</summary>
    public Task<RecipientView> SetRecipientAsync(
        string account,
        string recipient,
        RecipientQuestion question,
        CancellationToken cancel = default
    ) =>
        client.PutAsync(
            OfMail(account, recipient),
            question,
            WireJson.Wire.RecipientQuestion,
            WireJson.Wire.RecipientView,
            cancel
        );

    /// <summary>Takes a recipient away; what waits for it fails.</summary>
    public Task EndRecipientAsync(
        string account,
        string recipient,
        CancellationToken cancel = default
    ) => client.DeleteAsync(OfMail(account, recipient), cancel);

    /// <summary>Mails a test to a recipient and says what came of it.</summary>
    public Task<WebhookTest> TestRecipientAsync(
        string account,
        string recipient,
        CancellationToken cancel = default
    ) => OnceAsync(OfMail(account, recipient) + "/test", WireJson.Wire.WebhookTest, cancel);

    /// <summary>Where messages are posted.</summary>
    /// <param name="account">Whose endpoints; null for the operators' own.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<Page<WebhookView>> WebhooksAsync(
        string? account = null,
        CancellationToken cancel = default
    ) => client.GetAsync(OfHooks(account), WireJson.Wire.PageWebhookView, cancel);

    /// <summary>Has messages posted to one more endpoint; answers with its secret, which is shown once.</summary>
    /// <param name="question">The endpoint.</param>
    /// <param name="account">Whose it is; null for the operators' own.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<WebhookSecret> AddWebhookAsync(
        WebhookQuestion question,
        string? account = null,
        CancellationToken cancel = default
    ) =>
        client.OnceAsync(
            OfHooks(account),
            question,
            WireJson.Wire.WebhookQuestion,
            WireJson.Wire.WebhookSecret,
            cancel
        );

    /// <summary>Sets an endpoint anew; what is null stays as it is. One that was given up is tried again.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="question">What it is set to.</param>
    /// <param name="account">Whose it is; null for the operators' own.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<WebhookView> SetWebhookAsync(
        string endpoint,
        WebhookQuestion question,
        string? account = null,
        CancellationToken cancel = default
    ) =>
        client.PutAsync(
            OfHooks(account, endpoint),
            question,
            WireJson.Wire.WebhookQuestion,
            WireJson.Wire.WebhookView,
            cancel
        );

    /// <summary>Takes an endpoint away; what waits for it fails.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="account">Whose it is; null for the operators' own.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task EndWebhookAsync(
        string endpoint,
        string? account = null,
        CancellationToken cancel = default
    ) => client.DeleteAsync(OfHooks(account, endpoint), cancel);

    /// <summary>Gives an endpoint a new secret, which is shown once; for a day the one before signs too.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="account">Whose it is; null for the operators' own.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<WebhookSecret> RotateAsync(
        string endpoint,
        string? account = null,
        CancellationToken cancel = default
    ) => OnceAsync(OfHooks(account, endpoint) + "/rotate", WireJson.Wire.WebhookSecret, cancel);

    /// <summary>Posts a test to an endpoint and says what came of it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="account">Whose it is; null for the operators' own.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<WebhookTest> TestWebhookAsync(
        string endpoint,
        string? account = null,
        CancellationToken cancel = default
    ) => OnceAsync(OfHooks(account, endpoint) + "/test", WireJson.Wire.WebhookTest, cancel);

    private Task<T> OnceAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken cancel) =>
        client.OnceAsync(path, () => null, answer, cancel);

    private static string OfMail(string account, string? recipient = null) =>
        $"v1/accounts/{Written.Segment(account)}/recipients{Below(recipient)}";

    private static string OfHooks(string? account, string? endpoint = null) =>
        account is null
            ? $"v1/webhooks{Below(endpoint)}"
            : $"v1/accounts/{Written.Segment(account)}/webhooks{Below(endpoint)}";

    private static string Below(string? id) => id is null ? "" : $"/{Written.Segment(id)}";
}
