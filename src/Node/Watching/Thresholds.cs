using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Reads;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Notation;

namespace Evenhand.Node.Watching;

/// <summary>What accounts want to be told of, for whoever sets it.</summary>
public sealed class Thresholds
{
    /// <summary>Of one account.</summary>
    private const int Most = 50;

    private const int MostPercent = 10_000;

    private readonly ThresholdWatch watch;
    private readonly AccountReads reading;
    private readonly Deliveries deliveries;

    internal Thresholds(ThresholdWatch watch, AccountReads reading, Deliveries deliveries) =>
        (this.watch, this.reading, this.deliveries) = (watch, reading, deliveries);

    /// <summary>Those of an account, and how they stand.</summary>
    /// <exception cref="RequestException">There is no such account, or it is not open.</exception>
    public IReadOnlyList<ThresholdState> Of(AccountId account)
    {
        var watched = watch.Find(account) ?? throw Unknown();
        return
        [
            .. watched.Thresholds.Zip(
                watched.Told,
                (threshold, told) => new ThresholdState(threshold, told)
            ),
        ];
    }

    /// <summary>Sets those of an account, in the place of all that it had.</summary>
    /// <param name="account">The account.</param>
    /// <param name="thresholds">All of them.</param>
    /// <param name="by">Who sets them.</param>
    /// <exception cref="RequestException">There is no such account, or one of them says nothing.</exception>
    public async Task<IReadOnlyList<ThresholdState>> SetAsync(
        AccountId account,
        IReadOnlyList<Threshold> thresholds,
        Doer by
    )
    {
        var clauses = (reading.Allowances(account) ?? throw Unknown())
            .Select(each => each.Cited.Clause.Slug)
            .Distinct()
            .ToArray();
        if (thresholds.Count > Most)
            throw Wrong($"an account has at most {Most} thresholds", "/items");
        for (var place = 0; place < thresholds.Count; place++)
            if (Objection(thresholds[place], clauses) is { } why)
                throw Wrong(why, $"/items/{place}");
        await deliveries.SetAsync(account, [.. thresholds.DistinctBy(each => each.Id)], by);
        return Of(account);
    }

    private static string? Objection(Threshold its, string[] clauses) =>
        its switch
        {
            { Amount: > 0 and < 1_000_000_000_000m, Clause: null, Percent: null } => null,
            { Clause: { } clause, Percent: > 0 and <= MostPercent, Amount: null } =>
                clauses.Contains(clause)
                    ? null
                    : $"nothing is included or allowed under a clause {clause}: {Nearest.Suggestion(clause, clauses)}",
            _ =>
                $"a threshold is a clause with a percent from 1 to {MostPercent}, or an amount of money above 0",
        };

    private static RequestException Wrong(string why, string pointer) =>
        new(Code.Malformed, why) { Pointer = pointer };

    private static RequestException Unknown() =>
        new(Code.UnknownAccount, "there is no such account, or it is not open");
}
