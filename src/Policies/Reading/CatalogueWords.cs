using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Policies.Reading;

/// <summary>A word of the catalogue's language, with what it says; docs/CATALOGUE.md is written from these.</summary>
/// <param name="Name">The word.</param>
/// <param name="Meaning">What it says, in a sentence or two.</param>
public sealed record CatalogueWord(string Name, string Meaning);

/// <summary>The words of the catalogue's language: what a <c>catalogue.yaml</c> may say, and nothing else.</summary>
public static class CatalogueWords
{
    /// <summary>The kind of a bare number, whose unit is <see cref="Unit.One"/>.</summary>
    public const string Count = "count";

    /// <summary>The parts of the file.</summary>
    public static readonly ImmutableArray<CatalogueWord> Parts =
    [
        new("units", "Names of whole things, singular and plural: `page: pages`."),
        new("account", "Fields that `account.opened` carries besides its own."),
        new("addons", "What an account can hold, with a word on each."),
        new("things", "What acts refer to by name, and what exists for a while."),
        new("events", "The types of events that your product reports."),
    ];

    /// <summary>What stands under an event type.</summary>
    public static readonly ImmutableArray<CatalogueWord> OfEvents =
    [
        new("fields", "Its fields, each with its kind."),
        new(
            "needs",
            "Fields without which an event is rejected, where a rule reads them; else a field may be left out."
        ),
        new("counts", "The quantity that says how much happened. Without it one event is one act."),
        new(
            "suspension",
            "`never`: the act takes nothing from anybody, so that no suspension denies it and none may name it."
        ),
    ];

    /// <summary>What stands under a field that needs more than a word.</summary>
    public static readonly ImmutableArray<CatalogueWord> OfFields =
    [
        new("one of", "A closed list of words."),
        new("quantity", "A unit, where something else is to be said too."),
        new("is", "A kind, where something else is to be said too."),
        new(
            "default",
            "What holds where the field is left out: a word of the list, a flag, a whole number."
        ),
    ];

    /// <summary>What stands under a thing.</summary>
    public static readonly ImmutableArray<CatalogueWord> OfThings =
    [
        new(
            "opens",
            "The type that brings one into being; its field of the thing's name says which."
        ),
        new("changes", "Types that change what is kept of it."),
        new("closes", "The type that ends it."),
        new("uses", "Types that refer to one that is there."),
        new(
            "keeps",
            "Fields of `opens` that are remembered while it is there, so that rules can ask for them."
        ),
        new(
            "ends",
            "`contract`: the end of the account's contract ends it; `purge`, also when nothing is said: the purge after it does."
        ),
        new(
            "stored",
            "How it is stored, where it is: which kept fields are its `class`, `size` and `tier`, and which tier is `cold`."
        ),
    ];

    /// <summary>What stands under <c>stored</c> of a thing.</summary>
    public static readonly ImmutableArray<CatalogueWord> OfStored =
    [
        new("class", "The kept field that says what kind of content it is."),
        new("size", "The kept quantity that says how large it is."),
        new("tier", "The kept field that says where it lies."),
        new("cold", "The word of that field that is cold storage."),
    ];

    /// <summary>The kinds of field that are no quantity.</summary>
    public static readonly ImmutableArray<(string Name, FieldKind Kind)> Kinds =
    [
        ("text", FieldKind.Text),
        ("flag", FieldKind.Flag),
        ("money", FieldKind.Money),
        ("currency", FieldKind.Currency),
        ("time", FieldKind.Time),
        ("message", FieldKind.Message),
    ];

    /// <summary>The words alone.</summary>
    public static IEnumerable<string> Names(this ImmutableArray<CatalogueWord> words) =>
        words.Select(word => word.Name);
}
