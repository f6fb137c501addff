using System.Text;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies;

/// <summary>
/// The files of a folder that may hold published policies. What is somebody else's is not looked at: drafts, hidden
/// folders, installed packages, and folders with a catalogue of their own.
/// </summary>
public static class PolicyFiles
{
    /// <summary>The folder of what is not published yet, beside the policies.</summary>
    public const string Drafts = "drafts";

    /// <summary>How many files are looked at; a folder that holds more was not meant.</summary>
    public const int MostFiles = 1_000;

    private const int Deepest = 4;
    private const int HeadBytes = 4 << 10;
    private const string Packages = "node_modules";
    private const string Fence = "---";

    /// <summary>The Markdown of a folder and those below it, by path; null, with a problem, where it cannot be read or holds too much.</summary>
    public static IReadOnlyList<string>? Find(string folder, Problems problems)
    {
        try
        {
            var files = Below(folder, 0).Take(MostFiles + 1).Order(StringComparer.Ordinal).ToList();
            if (files.Count <= MostFiles)
                return files;
            problems.Add(
                new Problem(
                    folder,
                    Place.Start,
                    "",
                    $"holds more than {MostFiles:N0} Markdown files",
                    "name the folder of the policies"
                )
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(
                new Problem(folder, Place.Start, "", $"cannot be read: {e.Message}", null)
            );
        }
        return null;
    }

    /// <summary>Whether a document is a policy.</summary>
    public static bool IsPolicy(Document document) => document.FrontMatter?["policy"] is not null;

    /// <summary>
    /// Reads a file that may be a policy. Null where it is none, whatever else is wrong with it; null, with the problems,
    /// where it calls itself one and cannot be read.
    /// </summary>
    public static Document? Open(string file, Problems problems)
    {
        var own = new Problems();
        var source = SourceText.Open(file, own);
        var document = source is null ? null : DocumentReader.Read(source, own);
        var isPolicy = document is not null && IsPolicy(document) || Claims(file, source?.Text);
        if (!isPolicy)
            return null;
        problems.AddAll(own);
        return document;
    }

    private static IEnumerable<string> Below(string folder, int depth)
    {
        var options = new EnumerationOptions();
        foreach (var file in Directory.EnumerateFiles(folder, "*.md", options))
            yield return file;
        if (depth == Deepest)
            yield break;
        foreach (var below in Directory.EnumerateDirectories(folder, "*", options).Where(IsOurs))
        foreach (var file in Below(below, depth + 1))
            yield return file;
    }

    private static bool IsOurs(string folder)
    {
        var name = Path.GetFileName(folder);
        return name is not (Drafts or Packages)
            && !name.StartsWith('.')
            && !File.Exists(Path.Combine(folder, CatalogueReader.FileName));
    }

    /// <summary>Whether a file calls itself a policy in its front matter, though it may be too broken to be read as one.</summary>
    private static bool Claims(string file, string? text)
    {
        using var lines = text is null ? Head(file) : new StringReader(text);
        if (lines?.ReadLine()?.Trim('\uFEFF', ' ') is not Fence)
            return false;
        while (lines.ReadLine() is { } line && line.TrimEnd() != Fence)
            if (line.StartsWith("policy", StringComparison.Ordinal) && line.Contains(':'))
                return true;
        return false;
    }

    /// <summary>The beginning of a file that is no text, or too long a one; null where it cannot be opened.</summary>
    private static StringReader? Head(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[HeadBytes];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return new StringReader(Encoding.Latin1.GetString(bytes, 0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
