using Evenhand.Core.Time;
using Evenhand.Node.Vault;
using Evenhand.Replay.Output;
using Evenhand.Stores.Targets;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Targets, and the copies there, on the wire.</summary>
internal static class TargetViews
{
    public static TargetItem Of(TargetFigures its) =>
        new()
        {
            Account = its.Account.Text,
            Target = its.Name,
            Kind = its.Kind,
            Settings = its.Settings,
            Active = its.IsActive,
            BeforeDelete = its.IsBeforeDelete ? true : null,
            Due = its.Due,
            Done = its.Done,
            Failing = its.Failing is { } wrong
                ? new TargetFailure
                {
                    Fault = Word(wrong.Fault),
                    Why = wrong.Why,
                    Since = Instants.Of(wrong.Since),
                }
                : null,
            Set = Or(its.Set),
        };

    public static TargetTrialItem Of(TargetTrial its) =>
        new()
        {
            Well = its.Fault is null,
            Fault = its.Fault is { } fault ? Word(fault) : null,
            Detail = its.Detail,
        };

    public static TargetKindItem Of(TargetKind its) =>
        new()
        {
            Kind = its.Name,
            Terms =
            [
                .. its.Terms.Select(each => new TargetTermItem
                {
                    Term = each.Name,
                    Meaning = each.Meaning,
                    Form = Word($"{each.Form}"),
                    Needed = each.IsNeeded,
                    Secret = each.IsSecret,
                }),
            ],
        };

    public static OffloadItem Of(string account, OffloadFigures its) =>
        new()
        {
            Account = account,
            Object = its.Thing,
            Target = its.Target,
            State = its.State,
            Stored = Instants.Of(its.Stored),
            Why = its.Why,
            Next = Or(its.Next),
        };

    private static DateTimeOffset? Or(Moment? moment) =>
        moment is { } its ? Instants.Of(its) : null;

    /// <summary>A name of one word, as the wire has it.</summary>
    private static string Word(string name) => name.ToLowerInvariant();
}
