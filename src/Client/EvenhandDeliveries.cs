using System.Globalization;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>
/// What goes out to people and programs: what has not arrived, every attempt, once more, and how a letter reads. Every call is retried
/// while the server cannot be reached.
/// </summary>
public sealed class EvenhandDeliveries
{
    private readonly EvenhandClient client;

    internal EvenhandDeliveries(EvenhandClient client) => this.client = client;

    /// <summary>What has not arrived, of all accounts. A page may be short, or empty, and still have a next.</summary>
    /// <param name="state"><c>waiting</c>, <c>tried</c>, <c>failed</c>, <c>failed_everywhere</c> or <c>held</c>; null for all.</param>
    /// <param name="channel">By one channel.</param>
    /// <param name="account">Of one account.</param>
    /// <param name="kind">Of one kind of notice.</param>
    /// <param name="toldBefore">Told before an instant.</param>
    /// <param name="byAge">What was told first comes first; else what starts a clock does.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<Page<DeliveryView>> UndeliveredAsync(
        string? state = null,
        string? channel = null,
        string? account = null,
        string? kind = null,
        DateTimeOffset? toldBefore = null,
        bool byAge = false,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    )
    {
        var query = Written.Query(
            ("state", state),
            ("channel", channel),
            ("account", account),
            ("kind", kind),
            ("told_before", toldBefore is { } before ? InstantConverter.Text(before) : null),
            ("order", byAge ? "age" : null),
            ("after", after),
            ("limit", Number(limit))
        );
        return client.GetAsync($"v1/deliveries{query}", WireJson.Wire.PageDeliveryView, cancel);
    }

    /// <summary>What goes out of an account, arrived or not, newest first.</summary>
    public Task<Page<DeliveryView>> OfAsync(
        string account,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Of(account, "/deliveries") + Written.Query(("after", after), ("limit", Number(limit))),
            WireJson.Wire.PageDeliveryView,
            cancel
        );

    /// <summary>One delivery with every attempt.</summary>
    public Task<DeliveryView> DeliveryAsync(
        string account,
        string delivery,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Of(account, $"/deliveries/{Written.Segment(delivery)}"),
            WireJson.Wire.DeliveryView,
            cancel
        );

    /// <summary>Has a delivery that is over sent once more, with the id that it had.</summary>
    public Task<DeliveryView> ResendAsync(
        string account,
        string delivery,
        CancellationToken cancel = default
    ) =>
        client.PostAsync(
            $"v1/deliveries/{Written.Segment(delivery)}/resend",
            new ResendQuestion { Account = account },
            WireJson.Wire.ResendQuestion,
            WireJson.Wire.DeliveryView,
            cancel
        );

    /// <summary>A notice as it is mailed.</summary>
    /// <param name="account">The account.</param>
    /// <param name="notice">The id of what it was told.</param>
    /// <param name="language">The language; null for English.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<LetterView> LetterAsync(
        string account,
        string notice,
        string? language = null,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Of(account, $"/notices/{Written.Segment(notice)}/letter")
                + Written.Query(("language", language)),
            WireJson.Wire.LetterView,
            cancel
        );

    /// <summary>Posts a test to an endpoint and says what came of it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="account">Whose it is; null for the operators' own.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<WebhookTest> TestAsync(
        string endpoint,
        string? account = null,
        CancellationToken cancel = default
    )
    {
        var path = $"/webhooks/{Written.Segment(endpoint)}/test";
        return client.PostAsync(
            account is null ? $"v1{path}" : Of(account, path),
            WireJson.Wire.WebhookTest,
            cancel
        );
    }

    /// <summary>Mails a test to a recipient and says what came of it.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<WebhookTest> TestRecipientAsync(
        string account,
        string recipient,
        CancellationToken cancel = default
    ) =>
        client.PostAsync(
            Of(account, $"/recipients/{Written.Segment(recipient)}/test"),
            WireJson.Wire.WebhookTest,
            cancel
        );

    /// <summary>Whom an account has told by mail.</summary>
    public Task<Page<RecipientView>> RecipientsAsync(
        string account,
        CancellationToken cancel = default
    ) => client.GetAsync(Of(account, "/recipients"), WireJson.Wire.PageRecipientView, cancel);

    /// <summary>Sets a recipient anew; what is null stays as it is.</summary>
    public Task<RecipientView> SetRecipientAsync(
        string account,
        string recipient,
        RecipientQuestion question,
        CancellationToken cancel = default
    ) =>
        client.PutAsync(
            Of(account, $"/recipients/{Written.Segment(recipient)}"),
            question,
            WireJson.Wire.RecipientQuestion,
            WireJson.Wire.RecipientView,
            cancel
        );

    /// <summary>Sets an account's endpoint anew; what is null stays as it is.</summary>
    public Task<WebhookView> SetWebhookAsync(
        string account,
        string endpoint,
        WebhookQuestion question,
        CancellationToken cancel = default
    ) =>
        client.PutAsync(
            Of(account, $"/webhooks/{Written.Segment(endpoint)}"),
            question,
            WireJson.Wire.WebhookQuestion,
            WireJson.Wire.WebhookView,
            cancel
        );

    /// <summary>Where messages are posted.</summary>
    /// <param name="account">Whose endpoints; null for the operators' own.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<Page<WebhookView>> WebhooksAsync(
        string? account = null,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            account is null ? "v1/webhooks" : Of(account, "/webhooks"),
            WireJson.Wire.PageWebhookView,
            cancel
        );

    /// <summary>At how much use, and at which charges, an account is told.</summary>
    public Task<Page<ThresholdItem>> ThresholdsAsync(
        string account,
        CancellationToken cancel = default
    ) => client.GetAsync(Of(account, "/thresholds"), WireJson.Wire.PageThresholdItem, cancel);

    /// <summary>Sets at how much use, and at which charges, an account is told, in the place of all before.</summary>
    public Task<Page<ThresholdItem>> SetThresholdsAsync(
        string account,
        IReadOnlyList<ThresholdItem> items,
        CancellationToken cancel = default
    ) =>
        client.PutAsync(
            Of(account, "/thresholds"),
            new ThresholdsQuestion { Items = items },
            WireJson.Wire.ThresholdsQuestion,
            WireJson.Wire.PageThresholdItem,
            cancel
        );

    private static string? Number(int? limit) => limit?.ToString(CultureInfo.InvariantCulture);

    private static string Of(string account, string rest) =>
        $"v1/accounts/{Written.Segment(account)}{rest}";
}
