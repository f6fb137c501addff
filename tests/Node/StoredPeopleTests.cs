using System.Text;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is on disk of persons stays readable: these texts never change.</summary>
public class StoredPeopleTests
{
    [Fact]
    public void A_key_of_a_person() =>
        Frozen(
            new KeyMade("k1", "CD34", [Role.Reviewer], false, "", "hers", null, "ann"),
            StoredJson.Default.KeyEntry,
            """{"what":"made","id":"k1","hash":"CD34","roles":["Reviewer"],"old":false,"account":"","name":"hers","person":"ann"}"""
        );

    [Fact]
    public void A_person_who_was_added() =>
        Frozen(
            new PersonAdded(
                "ann",
                "Ann Lee",
                "ann@example.com",
                [Role.Reviewer],
                new(5),
                new(9),
                Doer.CommandLine
            ),
            StoredJson.Default.PersonEntry,
            """{"what":"added","id":"ann","name":"Ann Lee","email":"ann@example.com","roles":["Reviewer"],"from":5,"until":9,"by":{"via":"command line"}}"""
        );

    [Fact]
    public void A_person_who_was_changed() =>
        Frozen(
            new PersonChanged("ann", null, "", [Role.Operator], null, null),
            StoredJson.Default.PersonEntry,
            """{"what":"changed","id":"ann","email":"","roles":["Operator"]}"""
        );

    [Fact]
    public void A_person_who_ends() =>
        Frozen(
            new PersonEnded("ann", new(9), new Doer("k1", Person: "bob")),
            StoredJson.Default.PersonEntry,
            """{"what":"ended","id":"ann","at":9,"by":{"key":"k1","person":"bob"}}"""
        );

    [Fact]
    public void What_people_say_to_each_other()
    {
        Frozen<NotedEntry>(
            new CaseAssigned("n1", "c@2026-01-01", "ann", new(5), new Doer("k1", Person: "bob")),
            StoredJson.Default.NotedEntry,
            """{"what":"assigned","id":"n1","case":"c@2026-01-01","person":"ann","at":5,"by":{"key":"k1","person":"bob"}}"""
        );
        Frozen<NotedEntry>(
            new CaseNoted("n2", "c@2026-01-01", "look", new(5), new Doer("k1")),
            StoredJson.Default.NotedEntry,
            """{"what":"noted","id":"n2","case":"c@2026-01-01","text":"look","at":5,"by":{"key":"k1"}}"""
        );
        Frozen<NotedEntry>(
            new QuestionAsked("n3", "line", "c", "2026-01-01", "why?", new(5), new Doer("k1")),
            StoredJson.Default.NotedEntry,
            """{"what":"asked","id":"n3","matter":"line","of":"c","cycle":"2026-01-01","text":"why?","at":5,"by":{"key":"k1"}}"""
        );
        Frozen<NotedEntry>(
            new QuestionAnswered("n4", "n3", "so", new(5), new Doer("k1")),
            StoredJson.Default.NotedEntry,
            """{"what":"answered","id":"n4","question":"n3","text":"so","at":5,"by":{"key":"k1"}}"""
        );
    }

    [Theory]
    [InlineData("""{"what":"added","id":"ann","name":"","email":"","roles":[]}""")]
    [InlineData("""{"id":"ann"}""")]
    [InlineData("[]")]
    public void What_is_no_entry_is_told_as_damage(string text) =>
        Should.Throw<Evenhand.Ledger.DamagedLedgerException>(() =>
            PersonEntry.Read(Encoding.UTF8.GetBytes(text))
        );

    private static void Frozen<T>(T record, JsonTypeInfo<T> type, string text)
    {
        Encoding.UTF8.GetString(StoredJson.Write(record, type)).ShouldBe(text);
        var read = StoredJson.Read(Encoding.UTF8.GetBytes(text), type);
        Encoding.UTF8.GetString(StoredJson.Write(read, type)).ShouldBe(text);
    }
}
