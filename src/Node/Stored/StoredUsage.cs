using System.Collections.Immutable;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;

namespace Evenhand.Node.Stored;

/// <summary>What a stated cycle is compared by, as it is on disk: see <see cref="CycleUsage"/>.</summary>
internal sealed record StoredUsage(
    string Policy,
    string Plan,
    ImmutableArray<StoredMeterUsage> Usages
)
{
    /// <summary>What is stored of it.</summary>
    public static StoredUsage Of(CycleUsage its) =>
        new(its.Policy, its.Plan, [.. its.Usages.Select(StoredMeterUsage.Of)]);

    /// <summary>The usage of a cycle.</summary>
    public CycleUsage ToUsage(string firstDay, Moment to) =>
        new(
            Policy,
            Plan,
            firstDay,
            to,
            [.. Entries.Whole(Usages).Select(usage => usage.ToUsage())]
        );
}

/// <summary>The usage of one meter as it is on disk: see <see cref="ComparedUsage"/>. The value is a fraction.</summary>
internal sealed record StoredMeterUsage(
    string Clause,
    string Meter,
    string Value,
    string Per,
    decimal Times,
    decimal? Floor,
    int AtLeast,
    bool SamePlan
)
{
    /// <summary>What is stored of it.</summary>
    public static StoredMeterUsage Of(ComparedUsage its) =>
        new(
            its.Clause.Slug,
            its.Meter,
            new Rational(its.Value.Numerator, 1).ToString(),
            new Rational(its.Value.Denominator, 1).ToString(),
            its.Bar.Times,
            its.Bar.Floor,
            its.Bar.AtLeast,
            its.Bar.SamePlan
        );

    /// <summary>The usage.</summary>
    public ComparedUsage ToUsage() =>
        new(
            new ClauseId(Clause),
            Meter,
            Rational.Parse(Value) / Rational.Parse(Per),
            new TypicalBar(Times, Floor, AtLeast, SamePlan)
        );
}
