using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>Where an account has copies of what it stores made to, and how it stands with them.</summary>
public sealed class EvenhandTargets
{
    private readonly Requests requests;

    internal EvenhandTargets(Requests requests) => this.requests = requests;

    /// <summary>The kinds of targets that the account may have, with what is asked for each.</summary>
    public Task<Page<TargetKindItem>> KindsAsync(
        string account,
        CancellationToken cancel = default
    ) => requests.GetAsync(Of(account, "/target-kinds"), WireJson.Wire.PageTargetKindItem, cancel);

    /// <summary>The targets of an account, and what is wrong with them.</summary>
    public Task<Page<TargetItem>> ListAsync(string account, CancellationToken cancel = default) =>
        requests.GetAsync(Of(account, "/targets"), WireJson.Wire.PageTargetItem, cancel);

    /// <summary>One of an account's targets.</summary>
    /// <exception cref="EvenhandProblemException">There is none (404).</exception>
    public Task<TargetItem> FindAsync(
        string account,
        string target,
        CancellationToken cancel = default
    ) => requests.GetAsync(Of(account, target, ""), WireJson.Wire.TargetItem, cancel);

    /// <summary>Sets a target, in the place of what is under its name.</summary>
    /// <param name="account">The account.</param>
    /// <param name="target">The name: 1 to 64 small letters, digits, dashes, dots and underscores.</param>
    /// <param name="question">What it is to be, with what opens it.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="EvenhandProblemException">It is not as it has to be (400), or the policy does not list its kind (409).</exception>
    public Task<TargetItem> SetAsync(
        string account,
        string target,
        TargetQuestion question,
        CancellationToken cancel = default
    ) =>
        requests.PutAsync(
            Of(account, target, ""),
            question,
            WireJson.Wire.TargetQuestion,
            WireJson.Wire.TargetItem,
            cancel
        );

    /// <summary>Takes a target away, with what opens it.</summary>
    /// <exception cref="EvenhandProblemException">There is none (404).</exception>
    public Task RemoveAsync(string account, string target, CancellationToken cancel = default) =>
        requests.DeleteAsync(Of(account, target, ""), cancel);

    /// <summary>Tries whether copies can be made at a target; what is wrong is part of the answer.</summary>
    /// <exception cref="EvenhandProblemException">There is none (404).</exception>
    public Task<TargetTrialItem> TestAsync(
        string account,
        string target,
        CancellationToken cancel = default
    ) => requests.PostAsync(Of(account, target, "/test"), WireJson.Wire.TargetTrialItem, cancel);

    /// <summary>The copies of what an account stores, made and to be made.</summary>
    /// <param name="account">The account.</param>
    /// <param name="target">Those at one target; null for all.</param>
    /// <param name="state">Those in a state; null for all.</param>
    /// <param name="after">The thing after which the page begins; null for the first.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<Page<OffloadItem>> OffloadsAsync(
        string account,
        string? target = null,
        string? state = null,
        string? after = null,
        CancellationToken cancel = default
    ) =>
        requests.GetAsync(
            Of(account, "/offloads")
                + Written.Query(("target", target), ("state", state), ("after", after)),
            WireJson.Wire.PageOffloadItem,
            cancel
        );

    private static string Of(string account, string target, string rest) =>
        Of(account, $"/targets/{Written.Segment(target)}{rest}");

    private static string Of(string account, string rest) =>
        $"v1/accounts/{Written.Segment(account)}{rest}";
}
