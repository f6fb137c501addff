using Evenhand.Core.Policy;
using Evenhand.Policies.Emitting;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>The third pass: what must hold between the parts, clauses and words of a document.</summary>
public static class Checker
{
    /// <summary>Checks the rules, and emits them when neither resolving nor checking found any problem; else null.</summary>
    /// <param name="policy">The document.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="isStored">
    /// Whether it was published before and is kept: then what it says of standing need not pass the check of today, since nothing of
    /// it ran when it was written.
    /// </param>
    public static PolicyVersion? Rules(TypedPolicy policy, Problems problems, bool isStored = false)
    {
        var report = new Reporter(problems, policy.Draft.Document.Source.File);
        var units = MeterUnits.Of(policy);
        new FormCheck(policy, report).Run();
        new MeterCheck(policy, report, units).Run();
        new AmountCheck(policy, report, units).Run();
        new CoverCheck(policy, report).Run();
        new FreeCheck(policy, report).Run();
        new DrawingCheck(policy, report).Rules();
        new PriceCheck(policy, report).Run();
        new ActCheck(policy, report).Run();
        if (!isStored)
        {
            new LadderCheck(policy, report).Run();
            new SanctionCheck(policy, report, units).Run();
            new VaultCheck(policy, report).Run();
        }
        if (problems.Count > 0)
            return null;
        var version = Emitter.Emit(policy);
        new ClashCheck(policy, version, report).Run();
        return problems.Count == 0 ? version : null;
    }

    /// <summary>Checks what a document must keep, but an alternative or a mutant of it need not: above all, that its words say what its rules say.</summary>
    public static void Document(TypedPolicy policy, Problems problems)
    {
        var report = new Reporter(problems, policy.Draft.Document.Source.File);
        new NameCheck(policy, report).Run();
        new DrawingCheck(policy, report).Document();
        BoundFigures.Check(policy, report);
        LooseNumbers.Check(policy, report);
        if (policy.Clauses.IsEmpty && problems.Count == 0)
            report.Say(
                Place.Start,
                "there is no clause",
                "a clause is a heading of level 3 (`###`) with a block `yaml rule`"
            );
    }

    /// <summary>Checks the readings; <paramref name="compile"/> gives the problems of a draft.</summary>
    public static void Readings(
        TypedPolicy policy,
        Problems problems,
        Func<Draft, Problems> compile
    ) =>
        new ReadingCheck(policy, new Reporter(problems, policy.Draft.Document.Source.File)).Run(
            compile
        );
}
