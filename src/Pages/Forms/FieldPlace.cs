namespace Evenhand.Pages.Forms;

/// <summary>The id of a field in its document, another for each form of a page.</summary>
internal static class FieldPlace
{
    /// <summary>The id.</summary>
    /// <param name="action">Where the form is sent to.</param>
    /// <param name="name">The field.</param>
    public static string Of(string action, string name)
    {
        var form = string.Concat(
            action.Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-')
        );
        return $"f{form}-{name}";
    }
}
