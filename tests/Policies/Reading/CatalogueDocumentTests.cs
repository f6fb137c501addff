using System.Text;
using System.Text.RegularExpressions;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Reading;

/// <summary>The reference of the catalogue's language is written from the code; its example is one.</summary>
public sealed partial class CatalogueDocumentTests
{
    private static readonly string Document = RepositoryFile.PathOf("docs/CATALOGUE.md");

    private static readonly Dictionary<FieldKind, string> Meaning = new()
    {
        [FieldKind.Text] = "a name or an identifier; up to 4,096 bytes",
        [FieldKind.Choice] = "one word of a closed list of up to 64",
        [FieldKind.Flag] = "`true` or `false`",
        [FieldKind.Quantity] =
            "a number of the unit that is named, not negative; also as a decimal string",
        [FieldKind.Money] =
            "a sum, not negative, in the account's currency; also as a decimal string",
        [FieldKind.Currency] = "a currency, ISO 4217",
        [FieldKind.Time] = "an instant, RFC 3339",
        [FieldKind.Message] =
            "the text of a message: its encoding and length are taken, the text is dropped",
    };

    private static readonly Dictionary<Dimension, string> Measures = new()
    {
        [Dimension.Count] = "whole things",
        [Dimension.Time] = "time",
        [Dimension.Data] = "data",
        [Dimension.DataOverCycle] = "data kept over a cycle",
    };

    private static readonly Dictionary<Dimension, string> Bases = new()
    {
        [Dimension.Count] = "",
        [Dimension.Time] = "ms",
        [Dimension.Data] = "B",
        [Dimension.DataOverCycle] = "B for the whole cycle",
    };

    private const string Beginning = """
        # The catalogue

        `catalogue.yaml` stands beside the policies and says **what your product reports**: types of events with their fields and units,
        the things that acts refer to, the add-ons that an account can hold. Policies speak of nothing else. The types that every
        account has (openings, seats, plans, asks, …) are built in: [EVENTS.md](EVENTS.md). How policies speak of it all:
        [LANGUAGE.md](LANGUAGE.md). `evenhand init NAME` writes one to begin from.

        This page is written from `src/Policies/Reading/CatalogueWords.cs` and `src/Core/Stream/Unit.cs`.

        ## A whole one

        ```yaml
        units:
          page: pages

        account:
          charity: flag                       # account.opened may say "charity": true

        addons:
          photo-printing: Prints on photo paper, for one user or for all

        things:
          document:
            opens: document.kept
            closes: document.dropped
            uses: [document.printed]
            keeps: [class]

        events:
          document.kept:
            fields:
              document: text
              class: { one of: [draft, final], default: draft }
              bytes: byte
            needs: [document, bytes]
          document.dropped:
            fields: { document: text }
            needs: [document]
          document.printed:
            fields:
              document: text
              pages: { quantity: page, default: 1 }
              paper: { one of: [plain, photo], default: plain }
              took: second
              price: money
              user: text
            counts: pages
        ```

        An event of it, as it is sent:

        ```json
        {"specversion":"1.0","id":"17","source":"printer","type":"document.printed","time":"2026-01-12T09:30:00Z","subject":"acme","data":{"document":"d1","pages":3,"paper":"photo","took":2.5,"user":"ann"}}
        ```

        An event whose type or field is not in the catalogue is kept, and counts nowhere; the server warns of it and names what was
        meant, and with `?strict=true` refuses it. A value outside its list is rejected where a rule reads the field, else the event counts as if nothing stood there.

        An event type can only be added to. Once events of a type are stored, leave its fields as they are: give a changed one a new name.

        """;

    [Fact]
    [Trait("fault", "S1-8")]
    public void The_document_says_what_the_code_reads()
    {
        var made = Written();
        if (Environment.GetEnvironmentVariable("EVENHAND_APPROVE") is "1")
            File.WriteAllText(Document, made);
        File.ReadAllText(Document)
            .ReplaceLineEndings("\n")
            .ShouldBe(
                made,
                "docs/CATALOGUE.md is written from the code: run this test with EVENHAND_APPROVE=1"
            );
    }

    [Fact]
    public void The_example_is_a_catalogue_and_its_event_one_of_it()
    {
        var problems = new Problems();
        var text = Yaml().Match(Beginning.ReplaceLineEndings("\n")).Groups["text"].Value;
        var catalogue = CatalogueReader.Read(
            SourceText.Decode("catalogue.yaml", Encoding.UTF8.GetBytes(text), problems)!,
            problems
        );
        problems.InOrder.ShouldBeEmpty();
        var type = catalogue!.Type("document.printed")!;
        using var sent = System.Text.Json.JsonDocument.Parse(
            Json().Match(Beginning.ReplaceLineEndings("\n")).Groups["text"].Value
        );
        foreach (var field in sent.RootElement.GetProperty("data").EnumerateObject())
            type.Slot(field.Name).ShouldBeGreaterThanOrEqualTo(0, field.Name);
    }

    private static string Written()
    {
        var text = new StringBuilder(Beginning.ReplaceLineEndings("\n"));
        text.Append("\n## Its parts\n\nEach may be left out.\n");
        Words(text, CatalogueWords.Parts);
        text.Append(
                "\n## An event type\n\nIts name is the CloudEvents `type`: words of small letters, with points between. It has up to "
            )
            .Append($"{EventType.MaxFields} fields.\n");
        Words(text, CatalogueWords.OfEvents);
        text.Append("\n## A field\n\nA field is a kind, a unit, or a mapping that says more.\n");
        text.Append("\n| kind | what is sent |\n|---|---|\n");
        foreach (var (name, kind) in CatalogueWords.Kinds)
            text.Append($"| `{name}` | {Meaning[kind]} |\n");
        text.Append(
            $"| `{CatalogueWords.Count}` | a number without a unit, not negative; also as a decimal string |\n"
        );
        text.Append($"| a [unit](#units), such as `second` | {Meaning[FieldKind.Quantity]} |\n");
        text.Append($"| `{{ one of: […] }}` | {Meaning[FieldKind.Choice]} |\n");
        text.Append("\nA mapping has:\n");
        Words(text, CatalogueWords.OfFields);
        text.Append("\n## A thing\n\nIts name is that of the field by which events name one: ")
            .Append(
                "a `document` is opened by an event with a field `document`. Rules count what is there (`stock`) and ask what is kept of it.\n"
            );
        Words(text, CatalogueWords.OfThings);
        Units(text);
        return text.ToString();
    }

    private static void Words(StringBuilder text, IEnumerable<CatalogueWord> words)
    {
        text.Append("\n| word | what it says |\n|---|---|\n");
        foreach (var word in words)
            text.Append($"| `{word.Name}` | {word.Meaning} |\n");
    }

    private static void Units(StringBuilder text)
    {
        text.Append(
                "\n## Units\n\nThese are built in; only units of one dimension compare. Data is decimal: a GB has 1,000,000,000 bytes. "
            )
            .Append("Quantities are kept in whole base units (milliseconds, bytes, things).\n")
            .Append("\n| unit | short | of | size | one | several |\n|---|---|---|---|---|---|\n");
        foreach (var unit in Unit.Standard)
        {
            var forms = Quantity
                .Short.Where(each => each.Value == unit.Name)
                .Select(each => $"`{each.Key}`");
            text.Append(
                    $"| `{unit.Name}` | {string.Join(", ", forms)} | {Measures[unit.Dimension]} | {unit.Factor:N0} {Bases[unit.Dimension]} "
                )
                .Append($"| {new Quantity(1, unit)} | {new Quantity(2, unit)} |\n");
        }
        text.Append(
            """

            A unit of your own (`page: pages` under `units`) counts whole things; things of different names do not mix. What has no unit is a bare
            number. In a policy a quantity is written with the singular or the plural (`1 page`, `500 pages`), in JSON as a decimal string beside the
            singular: `"quantity": "1200", "unit": "page"`. A span in a policy may also be written in months (`6 months`), where the calendar says how long they are.

            """.ReplaceLineEndings("\n")
        );
    }

    [GeneratedRegex(@"```yaml\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"```json\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();
}
