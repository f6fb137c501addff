using System.Collections.Immutable;
using Evenhand.Policies.Language;
using Evenhand.Policies.Publishing;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Comparing;

/// <summary>The parameters of a clause that differ between two versions.</summary>
internal sealed class ParameterChanges
{
    private const string Suspended = "suspends";
    private const string Steps = "steps.";
    private readonly TypedPolicy old;
    private readonly TypedPolicy now;
    private readonly string clause;
    private readonly List<Change> changes = [];

    private ParameterChanges(TypedPolicy old, TypedPolicy now, string clause) =>
        (this.old, this.now, this.clause) = (old, now, clause);

    /// <summary>The changes, by path.</summary>
    /// <param name="old">The older version.</param>
    /// <param name="now">The newer version.</param>
    /// <param name="clause">The slug of the clause; empty for the front matter.</param>
    public static ImmutableArray<Change> Between(TypedPolicy old, TypedPolicy now, string clause) =>
        new ParameterChanges(old, now, clause).Find();

    private ImmutableArray<Change> Find()
    {
        var before = Grouped(old);
        var after = Grouped(now);
        foreach (var (root, group) in after)
            if (before.TryGetValue(root, out var was))
                Part(was, group);
            else
                Whole(now, root, group, isNew: true);
        foreach (var (root, group) in before)
            if (!after.ContainsKey(root))
                Whole(old, root, group, isNew: false);
        return [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    /// <summary>The parameters by the part of the rule, or the plan, that they belong to.</summary>
    private Dictionary<string, List<Parameter>> Grouped(TypedPolicy policy) =>
        policy
            .Parameters.Where(parameter => parameter.Clause == clause)
            .GroupBy(parameter => Root(parameter.Path))
            .ToDictionary(group => group.Key, group => group.ToList());

    // A part that stands alone is the same as the first of a list; a plan stands for itself.
    private string Root(string path)
    {
        if (clause.Length == 0)
            return "";
        var words = path.Split('.', 3);
        if (words[0] == "plan")
            return $"plan.{words.ElementAtOrDefault(1)}";
        return words.Length > 1 && int.TryParse(words[1], out _)
            ? $"{words[0]}.{words[1]}"
            : $"{words[0]}.0";
    }

    private static string Below(Parameter parameter, string root)
    {
        var alone = root.EndsWith(".0", StringComparison.Ordinal) ? root[..^2] : root;
        foreach (var start in new[] { root, alone })
            if (parameter.Path == start)
                return "";
            else if (
                start.Length > 0
                && parameter.Path.StartsWith(start + ".", StringComparison.Ordinal)
            )
                return parameter.Path[(start.Length + 1)..];
        return parameter.Path;
    }

    private void Part(List<Parameter> was, List<Parameter> group)
    {
        var root = Root(group[0].Path);
        var before = was.ToLookup(parameter => Place(old, parameter, root));
        var after = group.ToLookup(parameter => Place(now, parameter, root));
        var whole = WholeSteps(before, after);
        foreach (var stem in after.Select(each => each.Key).Union(before.Select(each => each.Key)))
            if (stem == Suspended)
                Suspensions([.. before[stem]], [.. after[stem]]);
            else if (!whole.Exists(step => stem.StartsWith(step, StringComparison.Ordinal)))
                Values([.. before[stem]], [.. after[stem]]);
    }

    /// <summary>The steps that stand in one version only, each as one change; what tells their places.</summary>
    private List<string> WholeSteps(
        ILookup<string, Parameter> before,
        ILookup<string, Parameter> after
    )
    {
        var (gone, come) = (Kinds(before), Kinds(after));
        foreach (var (step, to) in gone.Where(each => !come.ContainsKey(each.Key)))
            changes.Add(Step(old, to, isNew: false));
        foreach (var (step, to) in come.Where(each => !gone.ContainsKey(each.Key)))
            changes.Add(Step(now, to, isNew: true));
        return [.. gone.Keys.Except(come.Keys), .. come.Keys.Except(gone.Keys)];
    }

    private static Dictionary<string, Parameter> Kinds(ILookup<string, Parameter> parameters) =>
        parameters
            .Where(each =>
                each.Key.StartsWith(Steps, StringComparison.Ordinal)
                && each.Key.EndsWith(".to", StringComparison.Ordinal)
            )
            .ToDictionary(each => each.Key[..^2], each => each.First());

    private Change Step(TypedPolicy policy, Parameter to, bool isNew)
    {
        var path = to.Path[..to.Path.LastIndexOf('.')];
        var said = Yaml.Inline(policy.Draft.Find(clause, path) ?? to.Node);
        return new Change(
            path,
            isNew ? null : said,
            isNew ? said : null,
            Weighing.Alone(policy, to, isNew)
        );
    }

    /// <summary>
    /// What a parameter is compared by: its path below its part. A step of a ladder is the step to its kind, wherever it stands;
    /// what is suspended is one thing, be it the account or some acts.
    /// </summary>
    private static string Place(TypedPolicy policy, Parameter parameter, string root)
    {
        var stem = Stem(Below(parameter, root));
        if (stem == $"{Suspended}.acts")
            return Suspended;
        if (!stem.StartsWith(Steps, StringComparison.Ordinal))
            return stem;
        var rest = stem[Steps.Length..];
        var dot = rest.IndexOf('.', StringComparison.Ordinal);
        var isOne = dot < 0 || !int.TryParse(rest[..dot], out _);
        var start = parameter.Path.IndexOf(Steps, StringComparison.Ordinal) + Steps.Length;
        var step = parameter.Path[..(isOne ? start : start + dot + 1)];
        var kind = policy.Parameter(parameter.Clause, $"{step}to");
        return kind is null ? stem : $"{Steps}{Written(kind)}.{(isOne ? rest : rest[(dot + 1)..])}";
    }

    private void Suspensions(List<Parameter> before, List<Parameter> after)
    {
        var (gone, come) = (Without(before, after), Without(after, before));
        if (gone.Count + come.Count == 0)
            return;
        var (was, isNow) = (IsOfAccount(before), IsOfAccount(after));
        changes.Add(
            new Change(
                (after.Count > 0 ? after : before)[0].Path,
                before.Count == 0 ? null : string.Join(", ", before.Select(Written)),
                after.Count == 0 ? null : string.Join(", ", after.Select(Written)),
                after.Count == 0 || (was && !isNow) ? Leaning.Favourable
                    : before.Count == 0 || (isNow && !was) || gone.Count == 0 ? Leaning.Adverse
                    : come.Count == 0 ? Leaning.Favourable
                    : Leaning.Unclear
            )
        );
    }

    private static bool IsOfAccount(List<Parameter> suspended) =>
        suspended.Exists(parameter => parameter.Meaning is Suspends { Account: true });

    // The items of a list of words are a set: an item that moves is no change.
    private static string Stem(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > 0 && int.TryParse(path[(dot + 1)..], out _) ? path[..dot] : path;
    }

    private void Values(List<Parameter> before, List<Parameter> after)
    {
        if (before.Count == 1 && after.Count == 1)
        {
            var (from, to) = (Written(before[0]), Written(after[0]));
            if (from != to)
                changes.Add(
                    new Change(after[0].Path, from, to, Weighing.Of(now, before[0], after[0]))
                );
            return;
        }
        var (gone, come) = (Without(before, after), Without(after, before));
        if (before.Count == after.Count && gone.Count == 1 && come.Count == 1)
        {
            Values(gone, come);
            return;
        }
        foreach (var parameter in gone)
            changes.Add(Alone(old, parameter, isNew: false));
        foreach (var parameter in come)
            changes.Add(Alone(now, parameter, isNew: true));
    }

    private static List<Parameter> Without(List<Parameter> some, List<Parameter> others)
    {
        var left = others.Select(Written).ToList();
        return [.. some.Where(parameter => !left.Remove(Written(parameter)))];
    }

    private static Change Alone(TypedPolicy policy, Parameter parameter, bool isNew) =>
        new(
            parameter.Path,
            isNew ? null : Written(parameter),
            isNew ? Written(parameter) : null,
            Weighing.Alone(policy, parameter, isNew)
        );

    private void Whole(TypedPolicy policy, string root, List<Parameter> group, bool isNew)
    {
        var isPlan = root.StartsWith("plan.", StringComparison.Ordinal);
        var part = root.Split('.')[0];
        var alone = root.EndsWith(".0", StringComparison.Ordinal) && !isPlan ? root[..^2] : root;
        var node = policy.Draft.Find(clause, root) ?? policy.Draft.Find(clause, alone);
        if (isPlan && node is not null)
            changes.Add(
                new Change(
                    root,
                    isNew ? null : Yaml.Inline(node),
                    isNew ? Yaml.Inline(node) : null,
                    isNew ? Leaning.Favourable : Leaning.Adverse
                )
            );
        else if (node is not null)
            changes.Add(Difference.Part(part, node, isNew));
        else
            changes.AddRange(group.Select(parameter => Alone(policy, parameter, isNew)));
    }

    private static string Written(Parameter parameter) => Yaml.Inline(parameter.Node);
}
