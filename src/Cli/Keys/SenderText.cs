using System.Text;
using Evenhand.Node.Roles;

namespace Evenhand.Cli.Keys;

/// <summary>The table of who may send what, as help shows it.</summary>
internal static class SenderText
{
    private const int Widest = 28;

    public static string Table()
    {
        var text = new StringBuilder();
        foreach (var row in SenderTable.Rows)
        {
            var roles = row.Roles.IsEmpty ? "nobody" : row.Roles.ToString();
            text.Append($"  {row.Type.PadRight(Widest)}{roles}");
            if (row.Note.Length > 0)
                text.Append($" ({row.Note.Replace("`", "")})");
            text.Append('\n');
        }
        return text.ToString().TrimEnd();
    }
}
