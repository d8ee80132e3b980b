using CustomerService.Framework.Entities;

namespace CustomerService.Knowledge.Categories;

/// <summary>A shelf of articles. Its key stands in addresses and does not change with the language.</summary>
internal sealed class Category : TenantAggregateRoot
{
    private readonly List<CategoryText> _texts = [];

    private Category() { }

    public Category(string key, string icon, Guid? parentId, int position)
    {
        Key = Slug.Check(key);
        Icon = icon;
        ParentId = parentId;
        Position = position;
    }

    public string Key { get; private set; } = "";

    public string Icon { get; private set; } = "";

    public Guid? ParentId { get; private set; }

    /// <summary>Order among sisters.</summary>
    public int Position { get; private set; }

    /// <summary>It and all that is in it are for these agent groups only; empty for what each article says.</summary>
    public List<Guid> GroupIds { get; private set; } = [];

    public IReadOnlyList<CategoryText> Texts => _texts;

    /// <summary>In that language, or else in the first there is.</summary>
    public CategoryText? TextIn(string language) => _texts.MinBy(t => Languages.Distance(t.Language, language));

    public string NameIn(string language) => TextIn(language)?.Name ?? Key;

    public void Change(string key, string icon, Guid? parentId) => (Key, Icon, ParentId) = (Slug.Check(key), icon, parentId);

    public void KeepFor(IReadOnlyCollection<Guid> groupIds) => GroupIds = [.. groupIds.Distinct().Order()];

    public void MoveTo(int position) => Position = position;

    public void SetText(string language, string name, string description)
    {
        var text = _texts.Find(t => t.Language == language);
        if (text is null)
        {
            _texts.Add(new CategoryText(language, name, description));
        }
        else
        {
            text.Change(name, description);
        }
    }
}

internal sealed class CategoryText : TenantEntity
{
    private CategoryText() { }

    public CategoryText(string language, string name, string description) => (Language, Name, Description) = (language, name, description);

    public Guid CategoryId { get; private set; }

    public string Language { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public void Change(string name, string description) => (Name, Description) = (name, description);
}
