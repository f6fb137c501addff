using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Languages;
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
        InAllForms(account, grounds, follows);

    /// <summary>
    /// The statement of a step that was taken again; null where it says nothing else than the last one that is kept but for its words,
    /// or none is.
    /// </summary>
    public KeptReasons? Later(AccountId account, StepGrounds grounds)
    {
        if (All(account, grounds.Step).LastOrDefault()?.Kept() is not { } last)
            return null;
        var (view, before) = (
            View(account, grounds, null, Language.English),
            ReasonsFacts.Read(last)
        );
        return ReasonsFacts.Of(view) == ReasonsFacts.Of(before)
            ? null
            : InAllForms(account, grounds, last.Sha256);
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

    private ReasonsView View(
        AccountId account,
        StepGrounds grounds,
        string? follows,
        Language say
    ) => new Composing(account, TextOf, RolesOf, say).Of(grounds) with { Follows = follows };

    /// <summary>In English, and in every other language that there is.</summary>
    private KeptReasons InAllForms(AccountId account, StepGrounds grounds, string? follows)
    {
        var view = View(account, grounds, follows, Language.English);
        var own = Papers(view, Language.English);
        ImmutableArray<ReasonsTranslation> others =
        [
            .. Language
                .All.Where(each => each != Language.English)
                .Select(each => Papers(View(account, grounds, follows, each), each)),
        ];
        var whole = view with
        {
            Forms = new ReasonsForms
            {
                Text = KeptReasons.Hash(own.Text),
                Html = KeptReasons.Hash(own.Html),
                Languages = others.ToDictionary(
                    each => each.Language,
                    each => new ReasonsTranslated
                    {
                        Text = KeptReasons.Hash(each.Text),
                        Html = KeptReasons.Hash(each.Html),
                    }
                ),
            },
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(whole, WireJson.Wire.ReasonsView);
        return new KeptReasons(json, own.Text, own.Html) { Others = others };
    }

    private static ReasonsTranslation Papers(ReasonsView view, Language say)
    {
        var paper = new ReasonsPaper(say).Of(view);
        return new(
            say.Tag,
            Encoding.UTF8.GetBytes(PaperText.Of(paper)),
            Encoding.UTF8.GetBytes(PaperPage.Of(paper))
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
