using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>What becomes of stored things: those that lie cold brought back, the account's rules, certificates of purges.</summary>
public sealed class EvenhandVault
{
    private readonly Requests client;

    internal EvenhandVault(Requests client) => this.client = client;

    /// <summary>Has a thing brought back from cold storage; it counts as one retrieval. What is not cold is ready.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="retrieval">The id of the retrieval, under which it is fetched later; asked again under it, it is asked once.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="EvenhandProblemException">It may not be, or the id is of something else (409).</exception>
    public Task<RetrievalItem> RetrieveAsync(
        string account,
        string name,
        string retrieval,
        CancellationToken cancel = default
    ) =>
        client.PostAsync(
            Of(account, $"/objects/{Written.Segment(name)}/retrieve")
                + Written.Query(("retrieval", retrieval)),
            WireJson.Wire.RetrievalItem,
            cancel
        );

    /// <summary>How far a retrieval is.</summary>
    /// <exception cref="EvenhandProblemException">There is none, or none any more (404).</exception>
    public Task<RetrievalItem> RetrievalAsync(
        string account,
        string retrieval,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Of(account, $"/retrievals/{Written.Segment(retrieval)}"),
            WireJson.Wire.RetrievalItem,
            cancel
        );

    /// <summary>The rules that an account may set for its stored things, as they stand.</summary>
    public Task<Page<RuleItem>> RulesAsync(string account, CancellationToken cancel = default) =>
        client.GetAsync(Of(account, "/vault/rules"), WireJson.Wire.PageRuleItem, cancel);

    /// <summary>What a rule would do at once.</summary>
    /// <param name="account">The account.</param>
    /// <param name="rule"><c>retention</c> or <c>lifecycle</c>.</param>
    /// <param name="ofClass">The class of things.</param>
    /// <param name="after">After how many days of 24 hours it acts.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<RulePreviewItem> PreviewAsync(
        string account,
        string rule,
        string ofClass,
        long after,
        CancellationToken cancel = default
    ) =>
        client.PostAsync(
            Of(account, "/vault/preview"),
            new RulePreviewQuestion
            {
                Rule = rule,
                Class = ofClass,
                After = after,
            },
            WireJson.Wire.RulePreviewQuestion,
            WireJson.Wire.RulePreviewItem,
            cancel
        );

    /// <summary>Sets a rule, or takes it away.</summary>
    /// <param name="account">The account.</param>
    /// <param name="rule"><c>retention</c> or <c>lifecycle</c>.</param>
    /// <param name="ofClass">The class of things.</param>
    /// <param name="after">After how many days of 24 hours it acts; null for no rule.</param>
    /// <param name="confirmed">That what it deletes at once may be.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="EvenhandProblemException">It would delete, and that is not confirmed (409, <c>unconfirmed</c>).</exception>
    public Task<Page<RuleItem>> SetRuleAsync(
        string account,
        string rule,
        string ofClass,
        long? after,
        bool confirmed = false,
        CancellationToken cancel = default
    ) =>
        client.PutAsync(
            Of(account, $"/vault/rules/{Written.Segment(rule)}/{Written.Segment(ofClass)}"),
            new RuleQuestion { After = after, Confirmed = confirmed },
            WireJson.Wire.RuleQuestion,
            WireJson.Wire.PageRuleItem,
            cancel
        );

    /// <summary>The certificates of what was purged of an account.</summary>
    public Task<Page<PurgeItem>> PurgesAsync(string account, CancellationToken cancel = default) =>
        client.GetAsync(Of(account, "/purges"), WireJson.Wire.PagePurgeItem, cancel);

    /// <summary>Copies the list of a certificate, a line for each thing; the certificate has its SHA-256.</summary>
    /// <param name="account">The account.</param>
    /// <param name="number">The number of the certificate.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task CopyPurgedAsync(
        string account,
        int number,
        Stream to,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        return client.CopyAsync(Of(account, $"/purges/{number}"), to, cancel);
    }

    /// <summary>Asks for an export of what an account stores; the same id again is as once.</summary>
    /// <param name="account">The account.</param>
    /// <param name="export">Its id.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="EvenhandProblemException">It may not be asked for now (409).</exception>
    public Task<ExportItem> ExportAsync(
        string account,
        string export,
        CancellationToken cancel = default
    ) =>
        client.PostAsync(
            Of(account, "/export") + Written.Query(("export", export)),
            WireJson.Wire.ExportItem,
            cancel
        );

    /// <summary>The exports of an account, with the parts that are made by now.</summary>
    public Task<Page<ExportItem>> ExportsAsync(
        string account,
        CancellationToken cancel = default
    ) => client.GetAsync(Of(account, "/export"), WireJson.Wire.PageExportItem, cancel);

    /// <summary>Copies a part of an export, from any byte: so what broke off goes on.</summary>
    /// <param name="account">The account.</param>
    /// <param name="export">The id of the export.</param>
    /// <param name="part">Which part, from 1.</param>
    /// <param name="to">Where to.</param>
    /// <param name="from">The first byte that is wanted, below the length of the part.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task CopyPartAsync(
        string account,
        string export,
        int part,
        Stream to,
        long from = 0,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        return client.CopyAsync(
            Of(account, $"/export/parts/{part}") + Written.Query(("export", export)),
            to,
            cancel,
            from
        );
    }

    private static string Of(string account, string rest) =>
        $"v1/accounts/{Written.Segment(account)}{rest}";
}
