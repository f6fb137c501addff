using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>Tries versions and drafts of policies on the last cycles of all accounts. Every call is retried while the server cannot be reached.</summary>
public sealed class EvenhandTrials
{
    private readonly Requests client;

    internal EvenhandTrials(Requests client) => this.client = client;

    /// <summary>Begins a trial; it goes on in the server. It needs the role operator.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="question">What is tried. Without an id it is given one, so that a retry begins no second trial.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="EvenhandProblemException">The draft does not pass the check, or too many trials wait.</exception>
    public Task<TrialView> BeginAsync(
        string policy,
        TrialQuestion question,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(question);
        var named = question with { Id = question.Id ?? Guid.NewGuid().ToString("N") };
        return client.PostAsync(
            Of(policy),
            named,
            WireJson.Wire.TrialQuestion,
            WireJson.Wire.TrialView,
            cancel
        );
    }

    /// <summary>A trial, with what it has found so far.</summary>
    public Task<TrialView> ShowAsync(
        string policy,
        string id,
        CancellationToken cancel = default
    ) => client.GetAsync($"{Of(policy)}/{Written.Segment(id)}", WireJson.Wire.TrialView, cancel);

    /// <summary>Stops a trial before the next account; what it found stays.</summary>
    public Task<TrialView> StopAsync(
        string policy,
        string id,
        CancellationToken cancel = default
    ) =>
        client.PostAsync(
            $"{Of(policy)}/{Written.Segment(id)}/stop",
            WireJson.Wire.TrialView,
            cancel
        );

    private static string Of(string policy) => $"v1/policies/{Written.Segment(policy)}/trials";
}
