using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.People;
using Evenhand.Node.Stored;
using Evenhand.Notation;
using Evenhand.Policies.Publishing;
using Evenhand.Policies.Reading;
using Evenhand.Wire;

namespace Evenhand.Node.Reasons;

/// <summary>Makes statements of reasons as accounts are told of steps, and reads those that are kept. Safe to use from many threads.</summary>
internal sealed class ReasonsDesk(NodeContext context, PersonRegister people)
{
    private static readonly SliceKinds Kinds = SliceKinds.Of(SliceKind.Reasons);

    private readonly ConcurrentDictionary<(string Hash, string Clause), string> texts = new();

    /// <summary>The statement of what a step rests on, in all its forms.</summary>
    /// <param name="account">The account.</param>
    /// <param name="grounds">What it rests on.</param>
    /// <param name="follows">The hash of one that is kept of the step already; null for none.</param>
    public KeptReasons Make(AccountId account, StepGrounds grounds, string? follows) =>
        InAllForms(View(account, grounds) with { Follows = follows });

    /// <summary>
    /// The statement of a step that was taken again; null where it says nothing else than the last one that is kept but for its words,
    /// or none is.
    /// </summary>
    public KeptReasons? Later(AccountId account, StepGrounds grounds)
    {
        if (All(account, grounds.Step).LastOrDefault()?.Kept() is not { } last)
            return null;
        var (view, before) = (View(account, grounds), ReasonsFacts.Read(last));
        return ReasonsFacts.Of(view) == ReasonsFacts.Of(before)
            ? null
            : InAllForms(view with { Follows = last.Sha256 });
    }

    /// <summary>A statement of a step as it is kept; null where there is none.</summary>
    /// <param name="account">The account.</param>
    /// <param name="step">The id of the step.</param>
    /// <param name="sha256">The hash by which it goes; null for the first.</param>
    public KeptReasons? Find(AccountId account, string step, string? sha256 = null) =>
        All(account, step)
            .FirstOrDefault(record => sha256 is null || record.Sha256 == sha256)
            ?.Kept();

    /// <summary>The statements that are kept of a step, in the order in which they were made.</summary>
    private IEnumerable<ReasonsRecord> All(AccountId account, string step) =>
        context
            .Ledger.Read(StreamName.Of(account), 0, Kinds)
            .Select(slice => StoredJson.Read(slice.Payload, StoredJson.Default.ReasonsRecord))
            .Where(record => record.Step == step);

    private ReasonsView View(AccountId account, StepGrounds grounds) =>
        new Composing(account, TextOf, RolesOf).Of(grounds);

    private static KeptReasons InAllForms(ReasonsView view)
    {
        var paper = ReasonsPaper.Of(view);
        var text = Encoding.UTF8.GetBytes(PaperText.Of(paper));
        var html = Encoding.UTF8.GetBytes(PaperPage.Of(paper));
        var whole = view with
        {
            Forms = new ReasonsForms
            {
                Text = KeptReasons.Hash(text),
                Html = KeptReasons.Hash(html),
            },
        };
        return new KeptReasons(
            JsonSerializer.SerializeToUtf8Bytes(whole, WireJson.Wire.ReasonsView),
            text,
            html
        );
    }

    private string? RolesOf(string person) => people.Find(person)?.Roles.ToString();

    /// <summary>A clause as its published document says it; empty where the document cannot be read.</summary>
    private string TextOf(Citation cited) =>
        context.Shelf.Find(cited.Policy, cited.Version) is { } policy
            ? texts.GetOrAdd(
                (policy.Version.Hash, cited.Clause.Slug),
                _ => Read(policy.Text, cited.Clause.Slug)
            )
            : "";

    private static string Read(string text, string clause)
    {
        var problems = new Problems();
        return
            SourceText.Decode("policy.md", Encoding.UTF8.GetBytes(text), problems) is { } source
            && DocumentReader.Read(source, problems) is { } document
            ? PlainProse.Of(document, clause) ?? ""
            : "";
    }
}
