namespace ProtectionPlatform.Access.Demo;

/// <summary>Fixed ids of the fictional organisations and people of the demonstration, for every module's demonstration data.</summary>
public static class DemoIds
{
    public static readonly Guid Ministry = Organisation(1);

    /// <summary>Sở Giáo dục và Đào tạo tỉnh Mẫu.</summary>
    public static readonly Guid EducationDepartment = Organisation(2);

    /// <summary>The labour department, replaced by <see cref="HealthDepartment"/> on 1 March 2025.</summary>
    public static readonly Guid FormerLabourDepartment = Organisation(3);
    public static readonly Guid HealthDepartment = Organisation(4);

    /// <summary>Phòng GD&amp;ĐT huyện Mẫu, replaced by <see cref="Commune"/> on 1 July 2025.</summary>
    public static readonly Guid FormerDistrictOffice = Organisation(5);

    /// <summary>UBND xã Bình Mẫu.</summary>
    public static readonly Guid Commune = Organisation(6);
    public static readonly Guid CommunePolice = Organisation(7);
    public static readonly Guid Hotline111 = Organisation(8);

    /// <summary>Trường THCS Bình Cang.</summary>
    public static readonly Guid BinhCangSchool = Organisation(9);

    /// <summary>Trường Tiểu học Hoa Mẫu.</summary>
    public static readonly Guid HoaMauSchool = Organisation(10);

    /// <summary>Trung tâm Công tác xã hội tỉnh Mẫu.</summary>
    public static readonly Guid SocialWorkCentre = Organisation(11);

    /// <summary>Trung tâm Trợ giúp pháp lý tỉnh Mẫu.</summary>
    public static readonly Guid LegalAidCentre = Organisation(12);

    /// <summary>UBND tỉnh Mẫu.</summary>
    public static readonly Guid ProvinceCommittee = Organisation(13);

    /// <summary>Phòng Văn hóa – Xã hội xã Bình Mẫu.</summary>
    public static readonly Guid CommuneOffice = Organisation(14);

    /// <summary>UBND xã Bình Cang, merged into <see cref="Commune"/> on 1 July 2025.</summary>
    public static readonly Guid FormerCommune = Organisation(15);

    /// <summary>UBND xã Mẫu Đông, merged into <see cref="Commune"/> on 1 July 2025.</summary>
    public static readonly Guid FormerCommune2 = Organisation(16);

    /// <summary>A teacher at <see cref="BinhCangSchool"/>.</summary>
    public static readonly Guid Reporter = Person(1);
    public static readonly Guid SocialWorker = Person(2);
    public static readonly Guid Counsellor = Person(3);
    public static readonly Guid FocalPerson = Person(4);
    public static readonly Guid Principal = Person(5);
    public static readonly Guid CommuneOfficer = Person(6);
    public static readonly Guid DepartmentOfficer = Person(7);

    /// <summary>At <see cref="SocialWorkCentre"/>.</summary>
    public static readonly Guid Partner = Person(8);
    public static readonly Guid Trainer = Person(9);
    public static readonly Guid CommunicationsOfficer = Person(10);
    public static readonly Guid Auditor = Person(11);
    public static readonly Guid DataProtectionOfficer = Person(12);
    public static readonly Guid Administrator = Person(13);

    /// <summary>At <see cref="HoaMauSchool"/>.</summary>
    public static readonly Guid SocialWorker2 = Person(14);

    /// <summary>At <see cref="HoaMauSchool"/>.</summary>
    public static readonly Guid Principal2 = Person(15);

    /// <summary>At <see cref="LegalAidCentre"/>.</summary>
    public static readonly Guid Partner2 = Person(16);

    /// <summary>At <see cref="HoaMauSchool"/>; the one account with a second factor.</summary>
    public static readonly Guid Counsellor2 = Person(17);

    // Version 7 in form, with a time of their own each, so that nothing mistakes them for random ids.
    private static Guid Organisation(int number) => new($"01980000-0000-7000-8000-0000000000{number:x2}");

    private static Guid Person(int number) => new($"01980000-0000-7000-8000-0000000001{number:x2}");
}
