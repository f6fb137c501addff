using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Notation;
using Evenhand.Replay;

namespace Evenhand.Cli.Replaying;

/// <summary>Runs one replay: the result to whoever shows it, everything else to <c>errors</c>.</summary>
public sealed class ReplayVerb(ReplayArguments arguments, TextWriter errors)
{
    private const string StandardInput = "-";

    /// <summary>The most files of one replay; records name theirs in 16 bits.</summary>
    private const int MostFiles = ushort.MaxValue;

    private readonly ProgressLine progress = ProgressLine.OnTerminal();

    /// <summary>The exit status: 0, 1 if the report cannot be written, 2 if anything in the input was bad.</summary>
    /// <param name="show">Shows or writes the result.</param>
    /// <exception cref="IOException">The result or the report could not be written.</exception>
    public int Run(Action<IReadOnlyList<Effect>> show)
    {
        if (AreUnreadable())
            return ExitStatus.BadInput;
        if (PolicyPlace.Load(arguments.Policies, errors) is not { } shelf)
            return ExitStatus.BadInput;
        try
        {
            using var report = arguments.Report is { } file ? OutputFile.Open(file) : null;
            return Replay(shelf, report, show);
        }
        catch (UnreadableFileException unreadable)
        {
            progress.Clear();
            errors.WriteLine(unreadable.Message);
            return ExitStatus.BadInput;
        }
        catch (UnwritableFileException unwritable)
        {
            errors.WriteLine(unwritable.Message);
            return ExitStatus.Failed;
        }
    }

    /// <summary>Says which files are not there, all of them, before long work begins.</summary>
    private bool AreUnreadable()
    {
        if (arguments.Files.Count > MostFiles)
        {
            errors.WriteLine(
                $"{Counted.Of(arguments.Files.Count, "file")} are more than the {MostFiles:N0} that one replay reads; join some."
            );
            return true;
        }
        var bad = arguments
            .Files.Where(file => file != StandardInput)
            .Select(file =>
                IsReport(file) ? $"{file}: is read, and --report would overwrite it"
                : Directory.Exists(file) ? $"{file}: is a directory"
                : File.Exists(file) ? null
                : $"{file}: no such file"
            )
            .OfType<string>()
            .ToArray();
        foreach (var problem in bad)
            errors.WriteLine(problem);
        return bad.Length > 0;
    }

    private bool IsReport(string file) =>
        arguments.Report is { } report && Path.GetFullPath(file) == report.FullName;

    private int Replay(PolicyShelf shelf, Stream? reportTo, Action<IReadOnlyList<Effect>> show)
    {
        var replayer = new Replayer(shelf)
        {
            Progress = (bytes, events) =>
                progress.Show(() => $"{events:N0} events, {bytes / 1_000_000:N0} MB read"),
        };
        for (var i = 0; i < arguments.Files.Count; i++)
            Read(replayer, i);
        var replayed = replayer.Fold(arguments.Until);
        progress.Clear();
        Effect[] effects = [.. replayed.Effects];
        var report = new Report([
            .. arguments.Files.Select(file => file == StandardInput ? "standard input" : file),
        ]);
        report.Tell(replayed, effects, errors, !Console.IsErrorRedirected);
        if (reportTo is not null)
            report.Write(replayed, effects, reportTo);
        if (replayed.Rejections.Count == 0 || !arguments.Strict)
            show(effects);
        return replayed.Rejections.Count == 0 ? ExitStatus.Ok : ExitStatus.BadInput;
    }

    private void Read(Replayer replayer, int number)
    {
        var file = arguments.Files[number];
        using var input =
            file == StandardInput ? Console.OpenStandardInput() : InputFile.Open(file);
        try
        {
            replayer.Read(input, number);
        }
        catch (IOException error)
        {
            throw new UnreadableFileException($"{file}: {error.Message}", error);
        }
    }
}
