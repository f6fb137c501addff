using System.Globalization;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>Reads where accounts stand; retried while the server cannot be reached.</summary>
public sealed class EvenhandStanding
{
    private readonly Requests client;

    internal EvenhandStanding(Requests client) => this.client = client;

    /// <summary>Cases of all accounts, the most urgent first; <paramref name="assigned"/> may be <c>nobody</c>.</summary>
    public Task<Page<CaseItem>> CasesAsync(
        CaseState? state = null,
        string? clause = null,
        string? account = null,
        string? policy = null,
        string? assigned = null,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    )
    {
        var query = Written.Query(
            ("state", state?.ToString().ToLowerInvariant()),
            ("clause", clause),
            ("account", account),
            ("policy", policy),
            ("assigned", assigned),
            ("after", after),
            ("limit", limit?.ToString(CultureInfo.InvariantCulture))
        );
        return client.GetAsync($"v1/cases{query}", WireJson.Wire.PageCaseItem, cancel);
    }

    /// <summary>A case, its steps, and what can be proposed on it now.</summary>
    public Task<CaseDetail> CaseAsync(
        string account,
        string caseId,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Of(account, $"/cases/{Written.Segment(caseId)}"),
            WireJson.Wire.CaseDetail,
            cancel
        );

    /// <summary>Copies a case as one file for an auditor, a zip archive; it is not tried again.</summary>
    public Task CopyCaseFileAsync(
        Stream to,
        string account,
        string caseId,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        return client.CopyAsync(Of(account, $"/cases/{Written.Segment(caseId)}/file"), to, cancel);
    }

    /// <summary>The steps on an account.</summary>
    public Task<Page<StepItem>> StepsAsync(string account, CancellationToken cancel = default) =>
        client.GetAsync(Of(account, "/steps"), WireJson.Wire.PageStepItem, cancel);

    /// <summary>The statement of reasons of a step, as it was made when the account was told of it.</summary>
    public Task<ReasonsView> ReasonsAsync(
        string account,
        string step,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Of(account, $"/steps/{Written.Segment(step)}/reasons"),
            WireJson.Wire.ReasonsView,
            cancel
        );

    /// <summary>Copies the statement of reasons of a step byte for byte; it is not tried again.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="account">The account.</param>
    /// <param name="step">The step.</param>
    /// <param name="format">In which form: <c>text</c>, <c>html</c> or <c>json</c>.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task CopyReasonsAsync(
        Stream to,
        string account,
        string step,
        string format = "text",
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        var query = Written.Query(("format", format));
        return client.CopyAsync(
            Of(account, $"/steps/{Written.Segment(step)}/reasons{query}"),
            to,
            cancel
        );
    }

    /// <summary>The appeals of an account.</summary>
    public Task<Page<AppealItem>> AppealsAsync(
        string account,
        CancellationToken cancel = default
    ) => client.GetAsync(Of(account, "/appeals"), WireJson.Wire.PageAppealItem, cancel);

    /// <summary>The exceptions that an account asked for.</summary>
    public Task<Page<ExceptionItem>> ExceptionsAsync(
        string account,
        CancellationToken cancel = default
    ) => client.GetAsync(Of(account, "/exceptions"), WireJson.Wire.PageExceptionItem, cancel);

    /// <summary>The holds on what an account stores, those that were let go too.</summary>
    public Task<Page<HoldItem>> HoldsAsync(string account, CancellationToken cancel = default) =>
        client.GetAsync(Of(account, "/holds"), WireJson.Wire.PageHoldItem, cancel);

    /// <summary>The lines of an account's statements that stand so.</summary>
    public Task<Page<ChargeItem>> ChargesAsync(
        string account,
        LineStatus status = LineStatus.Proposed,
        CancellationToken cancel = default
    ) =>
        client.GetAsync(
            Of(account, "/charges")
                + Written.Query(("status", status.ToString().ToLowerInvariant())),
            WireJson.Wire.PageChargeItem,
            cancel
        );

    /// <summary>The questions of an account and what was answered.</summary>
    public Task<Page<SaidItem>> QuestionsAsync(
        string account,
        CancellationToken cancel = default
    ) => client.GetAsync(Of(account, "/questions"), WireJson.Wire.PageSaidItem, cancel);

    private static string Of(string account, string rest) =>
        $"v1/accounts/{Written.Segment(account)}{rest}";
}
