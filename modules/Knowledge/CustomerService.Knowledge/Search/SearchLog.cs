using CustomerService.Framework.Entities;

namespace CustomerService.Knowledge.Search;

/// <summary>What somebody looked for: the raw material of "what is missing". Rows are only added; nobody's name stands in them.</summary>
internal sealed class SearchLog : TenantEntity
{
    private SearchLog() { }

    public SearchLog(string query, string language, int hits, bool isStaff, DateTime now)
    {
        (Query, Language, Hits, IsStaff, At) = (query, language, hits, isStaff, now);
        IsWithoutResult = hits == 0;
    }

    /// <summary>Trimmed and in small letters, so that equal questions meet.</summary>
    public string Query { get; private set; } = "";

    public string Language { get; private set; } = "";

    public int Hits { get; private set; }

    public bool IsWithoutResult { get; private set; }

    public bool IsStaff { get; private set; }

    public DateTime At { get; private set; }
}
