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
    public KeptReasons Make(AccountId account, StepGrounds grounds)
    {
        var view = new Composing(account, TextOf, RolesOf).Of(grounds);
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

    /// <summary>The statement of a step as it is kept; null where there is none.</summary>
    public KeptReasons? Find(AccountId account, string step)
    {
        foreach (var slice in context.Ledger.Read(StreamName.Of(account), 0, Kinds))
        {
            var record = StoredJson.Read(slice.Payload, StoredJson.Default.ReasonsRecord);
            if (record.Step == step)
                return record.Kept();
        }
        return null;
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
