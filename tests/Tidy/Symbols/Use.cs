namespace Evenhand.Tests.Tidy.Symbols;

/// <summary>A name in a file of src/ that stands for something of another room.</summary>
/// <param name="Path">The file that uses.</param>
/// <param name="Line">Where, counted from 1.</param>
/// <param name="From">The room of the file, for example <c>Core/Gate</c>.</param>
/// <param name="To">The room of what is used.</param>
/// <param name="What">The type that is used, for people.</param>
internal sealed record Use(string Path, int Line, string From, string To, string What)
{
    /// <summary>The room of a file: the folder below its project, or itself where it stands at the project's root.</summary>
    public static string RoomOf(string path)
    {
        var parts = path.Split('/');
        return $"{parts[1]}/{parts[2]}";
    }

    /// <summary>The project of a room.</summary>
    public static string ProjectOf(string room) => room.Split('/')[0];

    /// <summary>A room without its project.</summary>
    public static string NameOf(string room) => room.Split('/')[1];
}
