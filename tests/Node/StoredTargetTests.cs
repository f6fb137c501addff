using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is on disk of targets, and of copies there, stays readable: these texts never change.</summary>
public class StoredTargetTests
{
    [Fact]
    public void A_target_of_copies() =>
        Frozen(
            new CopyTargetSet(
                "backup",
                "sftp",
                ImmutableSortedDictionary<string, string>.Empty.Add("host", "a.example"),
                "SEALED",
                new(7),
                new Doer("k1", "the desk", [Role.Account])
            ),
            StoredJson.Default.CopyTargetEntry,
            """{"what":"set","name":"backup","kind":"sftp","settings":{"host":"a.example"},"sealed":"SEALED","at":7,"by":{"key":"k1","name":"the desk","roles":["Account"]}}"""
        );

    [Fact]
    public void A_target_of_copies_that_was_taken_away() =>
        Frozen(
            new CopyTargetEnded("backup", new(7), Doer.CommandLine),
            StoredJson.Default.CopyTargetEntry,
            """{"what":"ended","name":"backup","at":7,"by":{"via":"command line"}}"""
        );

    [Fact]
    public void A_copy_that_was_begun() =>
        Frozen(
            new OffloadBegun("t1", "call-1", "B1", "backup", new(7)),
            StoredJson.Default.OffloadEntry,
            """{"what":"begun","attempt":"t1","thing":"call-1","blob":"B1","target":"backup","at":7}"""
        );

    [Fact]
    public void A_target_that_takes_nothing_and_takes_copies_again()
    {
        Frozen(
            new OffloadFailing("backup", "Full", "no room", new(7)),
            StoredJson.Default.OffloadEntry,
            """{"what":"failing","target":"backup","fault":"Full","why":"no room","at":7}"""
        );
        Frozen(
            new OffloadFailing("backup", "Full", "no room", new(7)) { Until = new(9), Failed = 2 },
            StoredJson.Default.OffloadEntry,
            """{"what":"failing","target":"backup","fault":"Full","why":"no room","at":7,"until":9,"failed":2}"""
        );
        Frozen(
            new OffloadWell("backup", new(8)),
            StoredJson.Default.OffloadEntry,
            """{"what":"well","target":"backup","at":8}"""
        );
    }

    private static void Frozen<T>(T record, JsonTypeInfo<T> type, string text)
    {
        Encoding.UTF8.GetString(StoredJson.Write(record, type)).ShouldBe(text);
        var read = StoredJson.Read(Encoding.UTF8.GetBytes(text), type);
        Encoding.UTF8.GetString(StoredJson.Write(read, type)).ShouldBe(text);
    }
}
