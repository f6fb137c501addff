using System.Globalization;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>
/// What goes out to people and programs: what has not arrived, every attempt, once more, how a letter reads, and the inbox. Every call is
/// retried while the server cannot be reached.
/// </summary>
public sealed class EvenhandDeliveries
{
    private readonly Requests client;

    internal EvenhandDeliveries(Requests client) => this.client = client;

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

    /// <summary>What lies in an account's inbox, newest first.</summary>
    public Task<Page<InboxView>> InboxAsync(
        string account,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Of(account, "/inbox") + Written.Query(("after", after), ("limit", Number(limit))),
            WireJson.Wire.PageInboxView,
            cancel
        );

    /// <summary>Says that the account's people have opened what lies in its inbox: it has arrived. With the account's own key alone.</summary>
    public Task OpenedAsync(string account, string notice, CancellationToken cancel = default) =>
        client.PostAsync(Of(account, $"/inbox/{Written.Segment(notice)}/opened"), cancel);

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
