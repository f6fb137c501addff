using Evenhand.Ledger;
using Evenhand.Node.Exporting;
using Evenhand.Notation;
using Evenhand.Wire;

namespace Evenhand.Cli.Ledger;

/// <summary>Checks a case's file: whether it is as it was made, and whether its entries stand in the ledger, where that is at hand.</summary>
internal static class CaseCheck
{
    /// <summary>Whether a file may be a case's, and no backup.</summary>
    public static bool Is(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var beginning = new byte[4];
            return CaseArchive.Is(beginning.AsSpan(0, file.ReadAtLeast(beginning, 4, false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Checks one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">Where a ledger may be.</param>
    /// <param name="named">How the place was named; null where it was not.</param>
    public static int Run(string path, LedgerPlace place, string? named)
    {
        var (manifest, wrong) = CaseArchive.Check(File.ReadAllBytes(path));
        if (manifest is null || wrong.Count > 0)
            return Tell(path, wrong);
        Console.Out.WriteLine(
            Printable.Line(
                $"{path} is whole: case {manifest.Case} of {manifest.Account}, {Counted.Of(manifest.Files.Count, "file")}"
            )
        );
        if (named is null && !(place.Exists && place.Identity.Id == manifest.Ledger))
        {
            Console.Out.WriteLine(
                "its ledger is not at hand; name it with --data to compare the entries"
            );
            return ExitStatus.Ok;
        }
        return Compare(path, manifest, place);
    }

    private static int Compare(string path, CaseManifest manifest, LedgerPlace place)
    {
        if (place.Identity.Id != manifest.Ledger)
            return Tell(path, [$"it was taken from another ledger than {place}"]);
        if (place.Verify(null).Damage is { } damage)
            return Tell(
                path,
                [$"{place} is damaged, segment {Counted.Of(damage.Segment)}: {damage.What}"]
            );
        using var ledger = place.OpenToRead();
        var wrong = CaseArchive.Compare(manifest, ledger);
        if (wrong.Count > 0)
            return Tell(path, wrong);
        Console.Out.WriteLine(
            Printable.Line(
                $"all of its {Counted.Of(manifest.Entries.Count, "entry", "entries")} stand in {place}, whose chain of hashes is sound"
            )
        );
        return ExitStatus.Ok;
    }

    private static int Tell(string path, IEnumerable<string> wrong)
    {
        foreach (var each in wrong)
            Console.Error.WriteLine(Printable.Line($"evenhand: {path}: {each}"));
        return ExitStatus.Failed;
    }
}
