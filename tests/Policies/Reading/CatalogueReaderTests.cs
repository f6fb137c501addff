using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Policies.Reading;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Reading;

/// <summary>A catalogue gives the types that are not built in.</summary>
public sealed class CatalogueReaderTests
{
    private const string Harbour = """
        units: { stamp: stamps }
        account: { charity: flag }
        addons: { tug: A tug }
        things:
          berth: { opens: berth.taken, closes: berth.left, keeps: [length], ends: contract }
        events:
          berth.taken: &berth
            fields: { berth: text, length: { one of: [short, long], default: long } }
            needs: [berth]
          berth.left: *berth
          mail.sent:
            fields: { count: { quantity: stamp, default: 2 }, took: minute, express: { is: flag, default: false } }
            counts: count
        """;

    [Fact]
    public void Types_follow_those_that_are_built_in()
    {
        var (catalogue, problems) = Read(Harbour);
        problems.ShouldBeEmpty();
        catalogue!.Types[(int)BuiltIns.Kind.Asked].Name.ShouldBe("gate.asked");
        var mail = catalogue.Type("mail.sent")!;
        mail.Index.ShouldBe((int)BuiltIns.Kind.Asked + 3);
        mail.Counts.ShouldBe(0);
        mail.Fields[0].Default.ShouldBe(2);
        mail.Fields[1].Unit!.Name.ShouldBe("minute");
        mail.Fields[2].Kind.ShouldBe(FieldKind.Flag);
        catalogue.Type("account.opened")!.Slot("charity").ShouldBe(BuiltIns.OpenedSlot.Attributes);
        catalogue.Things[0].Keeps[0].Default.ShouldBe(1);
        catalogue.Type("berth.left")!.Fields[0].Required.ShouldBeTrue();
    }

    [Theory]
    [InlineData("event: {}", "c.yaml:1:1: unknown key `event`; did you mean `events`?")]
    [InlineData(
        "events: { a: { fields: { b: secnd } } }",
        "c.yaml:1:29: unknown kind of field or unit `secnd`; did you mean `second`?"
    )]
    [InlineData(
        "events: { a: { fields: { b: text }, needs: [c] } }",
        "c.yaml:1:45: unknown field `c`; did you mean `b`?"
    )]
    [InlineData("events: { seats.set: {} }", "c.yaml:1:11: the event type `seats.set` is built in")]
    [InlineData(
        "events: { a: { fields: { b: { quantity: TB, default: 1000001 } } } }",
        "c.yaml:1:54: `1000001` cannot be the default of this field"
    )]
    [InlineData("events: { a: { counts: b } }", "c.yaml:1:24: unknown quantity `b`")]
    [InlineData(
        "things: { a: { opens: b, closes: seats.set } }",
        "c.yaml:1:11: `a` needs one type under `opens` and one under `closes`"
    )]
    public void A_fault_has_its_place(string text, string expected)
    {
        var (catalogue, problems) = Read(text);
        catalogue.ShouldBeNull();
        problems.First().ShouldBe(expected);
    }

    private static (Catalogue?, List<string>) Read(string text)
    {
        var problems = new Problems();
        var source = SourceText.Decode("c.yaml", Encoding.UTF8.GetBytes(text), problems)!;
        var catalogue = CatalogueReader.Read(source, problems);
        return (catalogue, [.. problems.InOrder.Select(problem => problem.ToString())]);
    }
}
