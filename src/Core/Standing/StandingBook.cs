using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Standing;

/// <summary>Everything that stands about an account's standing: its cases, steps, appeals and requests, and what was voided.</summary>
internal sealed class StandingBook
{
    /// <summary>The cases, in the order in which they were opened.</summary>
    public Register<CaseEntry> Cases { get; } = new();

    /// <summary>The steps, in the order in which they were proposed.</summary>
    public Register<StepEntry> Steps { get; } = new();

    /// <summary>The appeals.</summary>
    public Register<AppealEntry> Appeals { get; } = new();

    /// <summary>The requests for exceptions.</summary>
    public Register<RequestEntry> Requests { get; } = new();

    /// <summary>What was challenged: only once each.</summary>
    private readonly HashSet<Challenged> challenged = [];

    /// <summary>Whether an id cannot be given to something new. One with a colon is the system's own.</summary>
    public bool IsTaken(string id) =>
        id.Contains(':') || Steps.Has(id) || Appeals.Has(id) || Requests.Has(id);

    /// <summary>Whether something was challenged before.</summary>
    public bool WasChallenged(Challenged what) => challenged.Contains(what);

    /// <summary>The appeal against something that nobody has decided; null for none.</summary>
    public AppealEntry? OpenAppeal(Challenged what) =>
        challenged.Contains(what)
            ? Appeals.All.FirstOrDefault(appeal => appeal.IsOpen && appeal.Against == what)
            : null;

    /// <summary>Notes an appeal.</summary>
    public void Open(AppealEntry appeal)
    {
        Appeals.Add(appeal);
        challenged.Add(appeal.Against);
    }

    /// <summary>The steps in force, by id.</summary>
    public IEnumerable<StepEntry> InForce =>
        Steps.ById.Where(step => step.State == StepState.InForce);

    /// <summary>Where the account stands: the highest step in force, of one height the later.</summary>
    public StepKind Standing =>
        Steps
            .All.Where(step => step.State == StepState.InForce)
            .Select(step => (Kind: step.IsOfActs ? StepKind.Restricted : step.To, step.InForce))
            .OrderBy(each => Heights.Of(each.Kind))
            .ThenBy(each => each.InForce)
            .Select(each => each.Kind)
            .LastOrDefault();

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port, ImmutableArray<PolicyVersion> versions)
    {
        Cases.Exchange(port, CaseEntry.Exchange);
        ImmutableArray<CaseEntry> cases = [.. Cases.All];
        Steps.Exchange(port, (port, step) => StepEntry.Exchange(port, step, versions, cases));
        Appeals.Exchange(port, AppealEntry.Exchange);
        Requests.Exchange(port, RequestEntry.Exchange);
        challenged.Clear();
        challenged.UnionWith(Appeals.All.Select(appeal => appeal.Against));
    }
}
