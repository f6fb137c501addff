using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Vault;

/// <summary>Reads the targets of an account's copies, and the copies.</summary>
internal sealed class TargetReads(NodeContext context, ObjectReads objects)
{
    /// <summary>The targets of an account, by name: those that are set, and those that were activated otherwise and are active.</summary>
    public IReadOnlyList<TargetFigures> All(AccountId account) =>
        objects.Visit(account, (its, live) => Of(its, live));

    /// <summary>A target as it was set; null where none is set under the name.</summary>
    public CopyTargetSet? Set(AccountId account, string name) =>
        objects.Visit(account, (its, _) => its.CopyTargets.Find(name));

    /// <summary>A target to which what is stored now is copied; null where none of the name is active.</summary>
    public ActivatedTarget? Active(AccountId account, string name) =>
        objects.Visit(
            account,
            (_, live) =>
                OffloadReading
                    .Targets(live, context.Clock.Now)
                    .FirstOrDefault(each => each.Name == name && each.IsActive)
        );

    /// <summary>The copies of what an account stores, by thing and target.</summary>
    /// <param name="account">The account.</param>
    /// <param name="target">Those at one target; null for all.</param>
    /// <param name="state">Those in a state; null for all.</param>
    /// <param name="after">The thing after which the page begins; null for the first.</param>
    /// <param name="limit">After how many rows it ends, with the thing that it is at.</param>
    public Page<OffloadFigures> Copies(
        AccountId account,
        string? target,
        string? state,
        string? after,
        int limit
    )
    {
        var found = objects.Visit(
            account,
            (its, live) =>
                OffloadReading
                    .All(live, context.Clock.Now)
                    .Where(each => after is null || string.CompareOrdinal(each.Thing, after) > 0)
                    .Where(each => target is null || each.Target == target)
                    .Select(each => Of(its, each))
                    .Where(each => state is null || each.State == state)
                    .OrderBy(each => each.Thing, StringComparer.Ordinal)
                    .ThenBy(each => each.Target, StringComparer.Ordinal)
                    .ToArray()
        );
        var last = found.Length > limit ? found[limit - 1].Thing : null;
        return last is null
            ? new Page<OffloadFigures>(found, null)
            : new Page<OffloadFigures>(
                [.. found.Where(each => string.CompareOrdinal(each.Thing, last) <= 0)],
                last
            );
    }

    private TargetFigures[] Of(ServedAccount account, LiveAccount live)
    {
        var now = context.Clock.Now;
        var activated = OffloadReading
            .Targets(live, now)
            .ToDictionary(each => each.Name, StringComparer.Ordinal);
        var made = OffloadReading.Made(live, now);
        return
        [
            .. account
                .CopyTargets.All.Select(each => each.Name)
                .Union(activated.Values.Where(each => each.IsActive).Select(each => each.Name))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                    Of(account, name, activated.GetValueOrDefault(name)) with
                    {
                        Done = made.GetValueOrDefault(name),
                    }
                ),
        ];
    }

    private static TargetFigures Of(ServedAccount account, string name, ActivatedTarget? its)
    {
        var (set, wrong) = (account.CopyTargets.Find(name), account.CopyTargets.Failing(name));
        var figures = new TargetFigures(account.Name, name)
        {
            IsActive = its?.IsActive ?? false,
            IsBeforeDelete = its is { IsActive: true, IsBeforeDelete: true },
            Due = account.Bytes?.Copies.Find(name)?.Count ?? 0,
            Failing = wrong is null ? null : (wrong.Fault, wrong.Why, wrong.At),
        };
        return set is null
            ? figures
            : figures with
            {
                Kind = set.Kind,
                Settings = set.Settings,
                Set = set.At,
                By = set.By,
            };
    }

    private static OffloadFigures Of(ServedAccount account, CopyFigures copy)
    {
        var figures = new OffloadFigures(copy.Thing, copy.Target, copy.State, copy.Stored);
        if (copy.State != CopyFigures.Due || account.Bytes is not { } bytes)
            return figures;
        var queue = bytes.Copies.Find(copy.Target);
        if (queue?.Find(copy.Thing) is not { } due)
            return figures;
        return figures with
        {
            State = due.Failed > 0 || due.IsTold ? "failed" : copy.State,
            Why = due.Why ?? account.CopyTargets.Failing(copy.Target)?.Why,
            Next =
                Moment.Max(due.Again, queue.Again) is var next && next > Moment.Earliest
                    ? next
                    : null,
        };
    }
}
