using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>What time brings: of one instant in a fixed order, and of one sort by id.</summary>
internal static class Clock
{
    /// <summary>The next instant at which something falls due.</summary>
    public static Moment Next(StandingFold fold)
    {
        var appeals = Moment.Never;
        foreach (var appeal in fold.Book.Appeals.All)
            if (appeal.IsOpen)
                appeals = Moment.Min(appeals, appeal.Due);
        var others = NextBesidesAppeals(fold);
        return fold.HasEnded(others) ? appeals : Moment.Min(appeals, others);
    }

    private static Moment NextBesidesAppeals(StandingFold fold)
    {
        var next = Moment.Never;
        if (fold.Book.Cases.All.Any(each => each.IsOpen) || FallingBack.MayHappen(fold))
            next = Moment.Min(next, fold.Watched.To);
        next = Moment.Min(next, fold.Compared.Next);
        foreach (var step in fold.Book.Steps.All)
            next = Moment.Min(next, Moment.Min(step.Lapses, ComesOf(step)));
        foreach (var request in fold.Book.Requests.All)
            if (request.IsOpen)
                next = Moment.Min(next, request.Due);
        return next;
    }

    /// <summary>What falls due at an instant happens. After the account's end only appeals go on.</summary>
    public static void Pass(StandingFold fold, Moment at)
    {
        foreach (
            var appeal in Due(
                fold.Book.Appeals.ById,
                appeal => appeal.IsOpen ? appeal.Due : Moment.Never,
                at
            )
        )
            Appealing.RunOut(fold, appeal, at);
        if (fold.HasEnded(at))
            return;
        while (fold.Watched.To <= at)
            EndCycle(fold);
        fold.Compared.Take(at);
        foreach (var step in Due(fold.Book.Steps.ById, step => step.Lapses, at))
            Steps.End(fold, step, StepState.Lapsed, at, Steps.Time);
        foreach (var step in Due(fold.Book.Steps.ById, ComesOf, at))
            if (ComesOf(step) <= at && !fold.HasEnded(at))
                Steps.ComeIntoForce(fold, step, at, Steps.Time);
        foreach (
            var request in Due(
                fold.Book.Requests.ById,
                request => request.IsOpen ? request.Due : Moment.Never,
                at
            )
        )
            if (!fold.HasEnded(at))
                Requesting.RunOut(fold, request, at);
    }

    private static T[] Due<T>(IEnumerable<T> byId, Func<T, Moment> due, Moment at) =>
        [.. byId.Where(each => due(each) <= at)];

    private static Moment ComesOf(StepEntry step) =>
        step.State == StepState.Announced ? step.Comes : Moment.Never;

    private static void EndCycle(StandingFold fold)
    {
        var ended = fold.Watched;
        fold.Compare(ended);
        CloseCases(fold, ended);
        FallingBack.Look(fold, ended);
        fold.EndCycle();
    }

    /// <summary>An open case closes at the end of the first whole cycle after its own in which its clause opened none.</summary>
    private static void CloseCases(StandingFold fold, Cycle ended)
    {
        var closing = fold
            .Book.Cases.ById.Where(each => each.IsOpen && each.Cycle.From < ended.From)
            .Where(each =>
                !fold.Book.Cases.All.Any(other =>
                    other.Clause == each.Clause && other.Cycle.From == ended.From
                )
            )
            .ToArray();
        foreach (var each in closing)
            Acts.Judged(fold, each, CaseState.Closed, ended.To, Steps.Time);
        if (closing.Length > 0)
            Steps.Recheck(fold, ended.To);
    }
}
