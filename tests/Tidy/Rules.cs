namespace Evenhand.Tests.Tidy;

/// <summary>Every rule of the house by its name.</summary>
internal static class Rules
{
    public static readonly IReadOnlyDictionary<string, Func<Tree, IEnumerable<Violation>>> All =
        new Dictionary<string, Func<Tree, IEnumerable<Violation>>>
        {
            ["project edges"] = ProjectEdges.Check,
            ["floors"] = Floors.Check,
            ["words"] = Words.Check,
            ["core words"] = CoreWords.Check,
            ["core sentences"] = CoreSentences.Check,
            ["file names"] = FileNames.Check,
            ["folder readmes"] = FolderReadmes.Check,
            ["links"] = Links.Check,
            ["file length"] = FileLength.Check,
            ["leaks"] = Leaks.Check,
            ["conflict marks"] = ConflictMarks.Check,
        };
}
