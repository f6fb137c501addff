using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What examples expect of stored things.</summary>
internal static class StoredExamples
{
    private static readonly Kind<Part> Thing = Say.Part(
        "a stored thing that is expected to change",
        Key("object", Say.Text("name")),
        Key("state", Say.Word("deleted", "cold", "quarantined", "released", "purged")),
        Key("at", Say.Text("moment")),
        Key("by", Say.Text("words")),
        Key("stands", Say.Yes, "`no`: there is no such change")
    );

    private static readonly Kind<Part> Copy = Say.Part(
        "a copy that is expected",
        Key("object", Say.Text("name")),
        Key("target", Say.Text("name")),
        Key("state", Say.Word("due", "done", "failed")),
        Key("at", Say.Text("moment")),
        Key("stands", Say.Yes, "`no`: there is no such copy")
    );

    private static readonly Kind<Part> Retrieval = Say.Part(
        "a promise that is expected",
        Key("object", Say.Text("name")),
        Key("retrieval", Say.Text("id")),
        Key("state", Say.Word("promised", "ready", "broken")),
        Key("at", Say.Text("moment")),
        Key("stands", Say.Yes, "`no`: there is no such promise")
    );

    private static readonly Kind<Part> Export = Say.Part(
        "an export that is expected",
        Key("state", Say.Word("requested", "ready")),
        Key("objects", Say.Whole, "in its list"),
        Key("at", Say.Text("moment")),
        Key("stands", Say.Yes, "`no`: there is no such export")
    );

    public static readonly Key[] Keys =
    [
        Key(
            "objects",
            Say.List(Thing),
            "changes of stored things that must be among those that come"
        ),
        Key("offloads", Say.List(Copy), "copies that must be among those that come"),
        Key("retrievals", Say.List(Retrieval), "what must become of promises"),
        Key("exports", Say.List(Export), "exports that must be among those that come"),
    ];
}
