using CustomerService.Framework.Blobs;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Features;
using CustomerService.Framework.Texts;
using CustomerService.Knowledge.Articles;
using CustomerService.Tenants.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Knowledge.Files;

/// <summary>A file that the texts of an article show or link to, by its address.</summary>
[BlobContainerName("knowledge")]
internal sealed class KnowledgeFile : TenantEntity, IMetered
{
    public const string AddressRoot = "/kb-files/";

    private const int MaxStem = 60;

    private KnowledgeFile() { }

    public KnowledgeFile(Guid id, Guid articleId, string fileName, FileType type, long size, DateTime now)
    {
        Id = id;
        (ArticleId, FileName, ContentType, IsPicture, Size, CreatedAt) = (articleId, fileName, type.ContentType, type.IsPicture, size, now);
        Address = AddressOf(id);
    }

    public Guid ArticleId { get; private set; }

    public string FileName { get; private set; } = "";

    /// <summary>What the content is, not what the sender said.</summary>
    public string ContentType { get; private set; } = "";

    public bool IsPicture { get; private set; }

    /// <summary>The part of the address that texts are searched for.</summary>
    public string Address { get; private set; } = "";

    public long Size { get; private set; }

    public DateTime CreatedAt { get; private set; }

    Usage IMetered.Usage => new(TenantFeatures.StorageMegabytes, Size);

    public string Url => $"{Address}/{Uri.EscapeDataString(FileName)}";

    /// <summary>
    /// Letters, digits and hyphens of the name, whatever the script: nothing that means something to Markdown, headers
    /// or file systems.
    /// </summary>
    public static string NameOf(string fileName)
    {
        var name = fileName.Split('/', '\\')[^1];
        var stem = string.Join(
            '-',
            string.Concat(Path.GetFileNameWithoutExtension(name).Select(c => char.IsLetterOrDigit(c) ? c : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        stem = WellFormed.Cut(stem, MaxStem);
        return (stem.Length == 0 ? "file" : stem) + Path.GetExtension(name).ToLowerInvariant();
    }

    private static string AddressOf(Guid id) => $"{AddressRoot}{id:N}";
}

internal sealed class KnowledgeFileConfiguration : IEntityTypeConfiguration<KnowledgeFile>
{
    public void Configure(EntityTypeBuilder<KnowledgeFile> b)
    {
        b.ToTable("KnowledgeFiles");
        b.Property(x => x.FileName).HasMaxLength(KnowledgeLimits.FileName);
        b.Property(x => x.ContentType).HasMaxLength(KnowledgeLimits.ContentType);
        b.Property(x => x.Address).HasMaxLength(KnowledgeLimits.Slug);
        b.Ignore(x => x.Url);
        b.HasTenantForeignKey<KnowledgeFile, Article>(x => x.ArticleId, DeleteBehavior.Cascade);
        b.HasIndex(x => new { x.TenantId, x.ArticleId });
        b.HasIndex(x => new { x.TenantId, x.CreatedAt });
    }
}
